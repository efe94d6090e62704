import Bundles
import Foundation
import Inference

/// A model's name and version, as the registry's folders say.
struct ModelIdentity: Sendable, Hashable, CustomStringConvertible {
  let name: ModelName
  let version: Int

  var description: String { "\(name)/\(version)" }
}

/// A version of a model that is ready to read.
final class ServedModel: Sendable {
  let identity: ModelIdentity
  let pipeline: ReadingPipeline
  /// What it did, for the protocol's statistics.
  let statistics = ModelStatistics()
  /// What can be said of it by gradients, once that was asked for.
  let abilities = Remembered<GradientProgram.Abilities>()

  init(identity: ModelIdentity, pipeline: ReadingPipeline) {
    self.identity = identity
    self.pipeline = pipeline
  }

  var predictor: Predictor { pipeline.predictor }
  var metadata: ModelMetadata { predictor.bundle.metadata }

  /// Reads a picture of an upload.
  func read(_ file: Data, of upload: Upload, _ request: ReadingRequest) async throws -> ReadingResult {
    var result = try await pipeline.read(file, of: upload, request)
    result.reading.model = .init(name: identity.name.description, version: identity.version)
    statistics.count(result.times)
    return result
  }
}
