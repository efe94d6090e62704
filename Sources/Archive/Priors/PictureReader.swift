public import Foundation
public import Inference
public import Radiograph
public import ResultObjects

/// Reads what a comparison needs, all with the model that read the picture which is compared.
///
/// Both methods throw ``PriorError/otherModel`` where that model reads no more.
public protocol PictureReader: Sendable {
  /// Reads an earlier object, as an object that came is read.
  func read(
    _ source: SourceObject, file: Data, receivedAt time: Date, with model: Reading.Model
  ) async throws -> ObjectReading

  /// The calibrated probability of a finding (`ObjectReading.followed`) in a copy of a picture.
  func probability(of finding: String, in picture: Radiograph, with model: Reading.Model) async throws -> Double
}
