import Attribution
public import Bundles
public import Foundation
public import Inference
public import Radiograph
import Torch

/// Explains readings of a model.
///
/// Class-activation maps of the last layer, and attention, come in closed form out of OpenVINO; every other explanation needs gradients or
/// another layer, and with that LibTorch.
public struct Explainer: Sendable {
  /// What is to be explained, and how.
  public struct Options: Sendable {
    /// The method.
    public var method: ExplanationMethod
    /// The layers that a class-activation map is taken of, of which only LayerCAM takes several; where there are none the
    /// method's own choice.
    public var layers: [String]
    /// Pictures that stand for what is usual, which expected gradients need.
    public var references: [URL]

    /// Options; by default Grad-CAM of the last layer.
    public init(method: ExplanationMethod = .gradCAM, layers: [String] = [], references: [URL] = []) {
      self.method = method
      self.layers = layers
      self.references = references
    }
  }

  /// What speaks for a class in a picture.
  public struct Explanation: Sendable {
    /// The picture.
    public let picture: Radiograph
    /// The class that is explained.
    public let className: String
    /// Its calibrated probability.
    public let probability: Double
    /// The map, at the method's own resolution.
    public let map: HeatMap
  }

  /// What share of the pixels of a gradient map is not cut down where it is shown.
  private static let shownShare = 0.99
  private let bundle: ModelBundle
  private let showsPixels: Bool
  private let backend: any Backend

  /// An explainer of a model.
  ///
  /// - Throws: `BundleError`, `InferenceError`; `TorchError.libraryMissing` where LibTorch is needed and absent;
  ///   `LearningError.referencesNeeded`, `.noAttention`.
  public init(_ bundle: ModelBundle, _ options: Options, engine: EngineOptions = EngineOptions()) throws {
    self.bundle = bundle
    showsPixels = [.integratedGradients, .expectedGradients].contains(options.method)
    let hasAttention = bundle.representative.metadata.network.hasAttention
    backend =
      if options.method == .attention, hasAttention {
        try ClosedForm(bundle, .gradCAM, engine)
      } else if let map = options.method.activationMap, options.layers.isEmpty, !hasAttention {
        try ClosedForm(bundle, map, engine)
      } else {
        try ByGradients(bundle, options)
      }
  }

  /// Explains a file's reading.
  ///
  /// - Parameters:
  ///   - options: How the file is read; as the model's preprocessing wants where nil.
  ///   - choice: The classes to explain, which share what they can.
  /// - Returns: One for each class, in the order of the model's classes.
  /// - Throws: `RadiographError`, `LearningError.noSuchClass`, and what the method throws.
  public func explain(_ file: URL, options: ReadingOptions? = nil, classes choice: ExplainedClasses = .predicted) throws
    -> [Explanation]
  {
    let metadata = bundle.metadata
    try choice.check(metadata.classes)
    let picture = try RadiographReader.read(contentsOf: file, options: options ?? metadata.input.readingOptions())
    let (assessment, maps) = try backend.maps(picture) { choice.indices(in: $0) }
    return zip(choice.indices(in: assessment), maps).map { index, map in
      Explanation(
        picture: picture, className: metadata.classes[index], probability: assessment.probabilities[index], map: map)
    }
  }

  /// The original picture with an explanation's map over it, at full size: only what speaks for the class.
  public func overlay(_ explanation: Explanation, _ overlay: Overlay = Overlay()) throws -> Radiograph {
    let positive = explanation.map.positive
    let shown = showsPixels ? positive.clipped(at: Self.shownShare) : positive
    return try ExplainedPicture(map: shown, picture: explanation.picture, input: bundle.metadata.input).overlay(overlay)
  }
}

// MARK: - Backends

/// Computes maps of one picture for the classes that `choose` finds by what the model says of it.
private protocol Backend: Sendable {
  func maps(_ picture: Radiograph, _ choose: (Assessment) -> [Int]) throws -> (Assessment, [HeatMap])
}

/// OpenVINO, and no backward pass: the heat-map of a reading, which is the attention of a network that has any.
private struct ClosedForm: Backend {
  let method: ActivationMap
  let predictor: Predictor

  init(_ bundle: ModelBundle, _ method: ActivationMap, _ options: EngineOptions) throws {
    self.method = method
    predictor = try Predictor(bundle, options: options, explaining: true)
  }

  func maps(_ picture: Radiograph, _ choose: (Assessment) -> [Int]) throws -> (Assessment, [HeatMap]) {
    let prepared = try predictor.prepare(picture, explaining: true)
    let output = try predictor.run([prepared])
    let assessment = predictor.interpret(prepared, output: output, at: 0).assessment
    let explained = try predictor.explain(prepared, output: output, at: 0, classes: choose(assessment), by: method)
    return (assessment, explained.map(\.map))
  }
}

/// LibTorch.
private struct ByGradients: Backend {
  let metadata: ModelMetadata
  let engine: TorchEngine
  let method: any AttributionMethod

  init(_ bundle: ModelBundle, _ options: Explainer.Options) throws {
    // Gradients are those of one network.
    let bundle = bundle.representative
    metadata = bundle.metadata
    engine = try TorchEngine(bundle)
    let input = metadata.input
    let shape = [1] + engine.signature.input
    switch options.method {
    case .gradCAM, .gradCAMPlusPlus:
      method = LayerActivationMap(options.method.activationMap ?? .gradCAM, layer: options.layers.first)
    case .layerCAM:
      method = LayerCAM(layers: options.layers)
    case .integratedGradients:
      method = try IntegratedGradients(baseline: Self.black(input, shape))
    case .attention: throw LearningError.noAttention(metadata.network.architecture)
    case .occlusion:
      method = try Occlusion(cover: Self.black(input, shape))
    case .expectedGradients:
      guard !options.references.isEmpty else { throw LearningError.referencesNeeded }
      let values = try options.references.flatMap {
        try input.input(for: RadiographReader.read(contentsOf: $0, options: input.readingOptions()))
      }
      method = try ExpectedGradients(
        references: Tensor(values, shape: [options.references.count] + engine.signature.input))
    }
  }

  /// A black picture as the network takes it.
  private static func black(_ input: Preprocessing, _ shape: [Int]) throws -> Tensor {
    let area = shape[2] * shape[3]
    let values = (0..<shape[1]).flatMap { channel in
      [Float](repeating: -input.mean[channel] / input.std[channel], count: area)
    }
    return try Tensor(values, shape: shape)
  }

  func maps(_ picture: Radiograph, _ choose: (Assessment) -> [Int]) throws -> (Assessment, [HeatMap]) {
    let input = try metadata.input.input(for: picture)
    let assessment = try Assessment(logits: engine.run(input).logits, metadata)
    let image = try Tensor(input, shape: [1] + engine.signature.input)
    let maps = try choose(assessment).map { index in
      try method.map(of: image, for: ClassScore(engine.network, class: metadata.logitIndex(ofClass: index)))
    }
    return (assessment, maps)
  }
}
