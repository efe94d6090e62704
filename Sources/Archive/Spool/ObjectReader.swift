public import Foundation
public import ResultObjects

/// Reads objects with a model.
public protocol ObjectReader: Sendable {
  /// What a model makes of an object.
  ///
  /// - Parameters:
  ///   - source: what the object says of itself.
  ///   - file: its bytes.
  ///   - time: when it was received.
  /// - Throws: `RadiographError` where it can't be read, now or later; anything else where it may be read another time.
  func read(_ source: SourceObject, file: Data, receivedAt time: Date) async throws -> ObjectReading
}
