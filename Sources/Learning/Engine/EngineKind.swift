public import Bundles
public import Inference
import ONNX
import Torch

/// The library that runs a network.
public enum EngineKind: String, Sendable, Hashable, CaseIterable {
  /// The graph, in OpenVINO.
  case openVINO = "openvino"
  /// The weights, in LibTorch.
  case torch
}

extension ModelBundle {
  /// An engine for the bundle's network.
  ///
  /// A graph that the bundle lacks is made on the fly by LibTorch.
  ///
  /// - Throws: `BundleError`, `InferenceError`, `LearningError.graphNeedsLibTorch`, `LearningError.torchIsExact`,
  ///   `TorchError`.
  public func engine(_ kind: EngineKind = .openVINO, options: EngineOptions) throws -> any InferenceEngine {
    let engine = try engine { try $0.unchecked(kind, options) }
    try engine.signature.require(metadata)
    return engine
  }

  private func unchecked(_ kind: EngineKind, _ options: EngineOptions) throws -> any InferenceEngine {
    switch kind {
    case .torch:
      guard options.precision == .f32 else { throw LearningError.torchIsExact(options.precision) }
      return try TorchEngine(self)
    case .openVINO where options.precision == .int8 || has(.graph):
      let graph = try verified(options.precision.graph)
      return try OpenVINOEngine(contentsOf: graph, options: options)
    case .openVINO:
      return try OpenVINOEngine(missingGraph(), options: options)
    }
  }

  /// A reader of pictures with the bundle's network.
  ///
  /// - Parameters:
  ///   - explaining: Whether heat-maps will be asked for.
  ///   - flipAveraging: Whether each picture's mirror image has a say.
  ///   - views: Views of each picture that are averaged; see `ViewAveraging`.
  /// - Throws: as ``engine(_:options:)``.
  public func predictor(
    _ kind: EngineKind = .openVINO, options: EngineOptions, explaining: Bool = false, flipAveraging: Bool = false,
    views: Int = 1
  ) throws -> Predictor {
    let engine = try averaging(engine(kind, options: options), flip: flipAveraging, views: views)
    return try Predictor(self, engine: engine, head: explaining ? classifierHead() : nil)
  }

  /// An engine of the bundle's network that looks at each picture more than once, where that is wanted.
  ///
  /// - Throws: `InferenceError.invalidOption` for a number of views out of range.
  public func averaging(_ engine: any InferenceEngine, flip: Bool, views: Int) throws -> any InferenceEngine {
    let engine = flip ? FlipAveraging(engine) : engine
    return views == 1 ? engine : try ViewAveraging(engine, of: metadata, views: views)
  }

  private func classifierHead() throws -> ClassifierHead {
    let bundle = representative
    return try ClassifierHead(
      bundle.has(.graph) ? ONNXModel(contentsOf: bundle.verified(.graph)) : bundle.missingGraph())
  }

  private func missingGraph() throws -> ONNXModel {
    do {
      return try GraphExport.model(self)
    } catch TorchError.libraryMissing {
      throw LearningError.graphNeedsLibTorch(bundle: name)
    }
  }
}
