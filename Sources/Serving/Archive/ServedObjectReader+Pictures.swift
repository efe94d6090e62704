import Archive
import Bundles
import Foundation
import Inference
import Radiograph
import ResultObjects

extension ServedObjectReader: PictureReader {
  /// Reads an earlier object as any other is read.
  ///
  /// - Throws: `RadiographError`; ``APIError`` where the server is too busy; `PriorError.otherModel`.
  func read(
    _ source: SourceObject, file: Data, receivedAt time: Date, with model: Reading.Model
  ) async throws -> ObjectReading {
    try await read(source, file: file, receivedAt: time, with: served(model))
  }

  /// Reads a copy of a picture as a client's picture is read; it is counted with them, and not kept.
  ///
  /// - Throws: `RadiographError`; ``APIError`` where the server is too busy; `PriorError.otherModel`.
  func probability(of finding: String, in picture: Radiograph, with model: Reading.Model) async throws -> Double {
    let model = try served(model)
    let file = try Data(picture.pngFile(fast: true))
    let lease = MemoryLease(state.uploads.budget)
    try lease.grow(by: file.count)
    var request = ReadingRequest()
    request.priority = .bulk
    let results = await state.read(Upload(files: [file], lease: lease), with: model, request, id: nil)
    guard let reading = try results.first?.get().reading else { throw APIError.internalError }
    return reading.screeningProbability(finding)
  }

  /// The version that a reading names, whichever answers now.
  private func served(_ model: Reading.Model) throws(PriorError) -> ServedModel {
    do {
      return try state.library.model(named: model.name, version: String(model.version))
    } catch {
      throw .otherModel
    }
  }
}
