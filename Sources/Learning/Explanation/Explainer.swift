public import Bundles
public import Foundation
public import Inference
public import Radiograph

/// Explains readings of a model.
///
/// Class-activation maps of the last layer, and attention, come in closed form out of OpenVINO, which also runs the many
/// versions of a picture that occlusion and Shapley values need; every other explanation needs gradients, and with that
/// LibTorch.
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

  private let bundle: ModelBundle
  private let method: ExplanationMethod
  private let backend: any Backend

  /// An explainer of a model.
  ///
  /// - Throws: `BundleError`, `InferenceError`; `TorchError.libraryMissing` where LibTorch is needed and absent;
  ///   `LearningError.referencesNeeded`, `.noAttention`.
  public init(_ bundle: ModelBundle, _ options: Options, engine: EngineOptions = EngineOptions()) throws {
    self.bundle = bundle
    method = options.method
    let hasAttention = bundle.representative.metadata.network.hasAttention
    switch options.method.effort(layers: !options.layers.isEmpty, attention: hasAttention) {
    case .none:
      guard options.method != .attention || hasAttention else {
        throw LearningError.noAttention(bundle.representative.metadata.network.architecture)
      }
      backend = try ClosedForm(bundle, options.method.activationMap ?? .gradCAM, engine)
    case .passes:
      let isShapley = options.method == .shapley
      backend = ByPerturbation(predictor: try Predictor(bundle, options: engine)) { predictor, picture, index in
        isShapley
          ? try predictor.zoneContributions(picture, class: index).map
          : try predictor.explanation(by: predictor.occlusion(of: picture), ofClass: index)
      }
    case .gradients:
      backend = ByGradients(gradients: try GradientMaps(bundle, options))
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
    return try ExplainedPicture(
      map: explanation.map.shown(by: method), picture: explanation.picture, input: bundle.metadata.input
    ).overlay(overlay)
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

/// OpenVINO, and many versions of the picture.
private struct ByPerturbation: Backend {
  let predictor: Predictor
  let map: @Sendable (Predictor, Predictor.PreparedPicture, Int) throws -> HeatMap

  func maps(_ picture: Radiograph, _ choose: (Assessment) -> [Int]) throws -> (Assessment, [HeatMap]) {
    let prepared = try predictor.prepare(picture)
    let output = try predictor.run([prepared])
    let assessment = predictor.interpret(prepared, output: output, at: 0).assessment
    return (assessment, try choose(assessment).map { try map(predictor, prepared, $0) })
  }
}

/// LibTorch.
private struct ByGradients: Backend {
  let gradients: GradientMaps

  func maps(_ picture: Radiograph, _ choose: (Assessment) -> [Int]) throws -> (Assessment, [HeatMap]) {
    let metadata = gradients.metadata
    let input = try metadata.input.input(for: picture)
    let assessment = try Assessment(logits: gradients.engine.run(input).logits, metadata)
    return (assessment, try choose(assessment).map { try gradients.map(of: input, class: $0) })
  }
}
