import Archive
import Bundles
import Foundation
import Inference
import Radiograph

extension ServedObjectReader: PictureReader {
  /// Reads a copy of a picture as a client's picture is read; it is counted with them, and not kept.
  ///
  /// - Throws: `RadiographError`; ``APIError`` where the server is too busy, or no model is ready.
  func probability(of picture: Radiograph) async throws -> Double {
    let model = try state.library.model()
    let file = try Data(picture.pngFile(fast: true))
    let lease = MemoryLease(state.uploads.budget)
    try lease.grow(by: file.count)
    var request = ReadingRequest()
    request.priority = .bulk
    let results = await state.read(Upload(files: [file], lease: lease), with: model, request)
    guard let probability = try results.first?.get().reading.probabilities[model.metadata.positiveClass] else {
      throw APIError.internalError
    }
    return probability
  }
}
