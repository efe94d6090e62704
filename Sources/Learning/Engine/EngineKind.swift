public import Bundles
public import Inference
import ONNX
public import Torch

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
  /// - Parameters:
  ///   - device: Where LibTorch runs it.
  ///   - averaging: Looks at each picture that are averaged.
  /// - Throws: `BundleError`, `InferenceError`, `ExplanationError`, `LearningError.graphNeedsLibTorch`,
  ///   `LearningError.torchIsExact`, `TorchError`.
  public func engine(
    _ kind: EngineKind = .openVINO, on device: Device = .cpu, options: EngineOptions,
    averaging: TestTimeAveraging = .none
  ) throws -> any InferenceEngine {
    let engine = try engine(averaging: averaging, head: { try $0.classifierHead(options.precision) }) {
      try $0.unchecked(kind, device, options)
    }
    try engine.signature.require(metadata)
    return engine
  }

  private func unchecked(
    _ kind: EngineKind, _ device: Device, _ options: EngineOptions
  ) throws -> any InferenceEngine {
    switch kind {
    case .torch:
      return try TorchEngine(self, on: device, precision: options.precision)
    case .openVINO where options.precision == .int8 || has(.graph):
      return try network(options)
    case .openVINO:
      return try OpenVINOEngine.network(missingGraph(), options: options)
    }
  }

  /// A reader of pictures with the bundle's network.
  ///
  /// - Parameters:
  ///   - device: Where LibTorch runs it.
  ///   - explaining: Whether heat-maps will be asked for.
  ///   - averaging: Looks at each picture that are averaged.
  /// - Throws: as ``engine(_:on:options:averaging:)``.
  public func predictor(
    _ kind: EngineKind = .openVINO, on device: Device = .cpu, options: EngineOptions, explaining: Bool = false,
    averaging: TestTimeAveraging = .none
  ) throws -> Predictor {
    try Predictor(
      self, engine: engine(kind, on: device, options: options, averaging: averaging),
      head: explaining ? representative.classifierHead(options.precision) : nil)
  }

  private func classifierHead(_ precision: Precision) throws -> ClassifierHead {
    guard has(precision.graph) else { return try ClassifierHead(missingGraph()) }
    return try ClassifierHead(of: self, graph: precision.graph)
  }

  private func missingGraph() throws -> ONNXModel {
    do {
      return try GraphExport.model(self)
    } catch TorchError.libraryMissing {
      throw LearningError.graphNeedsLibTorch(bundle: name)
    }
  }
}
