import Bundles
import Files
import Foundation
import Inference

/// What a `hilum_model` stands for.
final class LoadedModel: Sendable {
  /// The model, as lists of pictures are read.
  let ensemble: Ensemble
  /// The model.
  let predictor: Predictor
  /// What is known of it, as JSON.
  let description: CText
  /// Pictures that are read side by side; as many as there are cores where nil.
  let workers: Int?

  /// Loads a bundle.
  ///
  /// - Throws: `BundleError`, `FileError`, `InferenceError`, `ExplanationError`.
  init(_ path: String, _ options: LoadOptions) throws {
    let isLatency = options.mode == .latency
    let bundle = try ModelBundle(contentsOf: URL(filePath: path))
    let engine = EngineOptions(
      precision: bundle.precision(options.precision ?? .auto), mode: isLatency ? .latency : .throughput,
      threads: options.threads,
      cache: Caches().compiledModels)
    predictor = try Predictor(bundle, options: engine, explaining: options.explain ?? false)
    ensemble = try Ensemble([predictor])
    workers = isLatency ? 1 : options.threads
    description = CText(try JSONLine.bytes(ModelDescription(predictor)))
  }

  /// The model that a pointer stands for.
  ///
  /// - Throws: `LibraryError.missing` where it is NULL.
  static func at(_ pointer: OpaquePointer?) throws -> LoadedModel {
    guard let pointer else { throw LibraryError.missing("model") }
    return Unmanaged<LoadedModel>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
  }
}
