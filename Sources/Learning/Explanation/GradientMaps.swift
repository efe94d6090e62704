import Attribution
import Backbones
public import Bundles
public import Inference
import Radiograph
import Torch

/// Explanations that take gradients of a model's network, or of one network of an ensemble; LibTorch computes them.
public struct GradientMaps: Sendable {
  /// The model whose network is differentiated.
  let metadata: ModelMetadata
  let engine: TorchEngine
  private let method: any AttributionMethod

  /// The maps of a method.
  ///
  /// - Throws: `TorchError.libraryMissing` where LibTorch is absent, `LearningError.referencesNeeded`, `.noAttention`;
  ///   `BundleError`, `AttributionError`.
  public init(_ bundle: ModelBundle, _ options: Explainer.Options) throws {
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
    case .expectedGradients:
      guard !options.references.isEmpty else { throw LearningError.referencesNeeded }
      let values = try options.references.flatMap {
        try input.input(for: RadiographReader.read(contentsOf: $0, options: input.readingOptions()))
      }
      method = try ExpectedGradients(
        references: Tensor(values, shape: [options.references.count] + engine.signature.input))
    case .attention, .occlusion, .shapley:
      throw LearningError.noGradients(options.method)
    }
  }

  /// The map of what speaks for a class in one picture.
  ///
  /// - Parameters:
  ///   - input: The picture as the network takes it, `[channels, height, width]`.
  ///   - index: The index of the class.
  /// - Throws: `AttributionError`, `TorchError`, `ExplanationError`.
  public func map(of input: [Float], class index: Int) throws -> HeatMap {
    let image = try Tensor(input, shape: [1] + engine.signature.input)
    return try method.map(of: image, for: ClassScore(engine.network, class: metadata.logitIndex(ofClass: index)))
  }

  /// The names of the layers of a bundle's network that have a class-activation map, in the order in which they are run.
  ///
  /// - Throws: `TorchError.libraryMissing` where LibTorch is absent; `BundleError`.
  public static func layers(of bundle: ModelBundle) throws -> [String] {
    let engine = try TorchEngine(bundle.representative)
    return try withInferenceMode {
      var value = try Tensor.zeros([1] + engine.signature.input)
      return try engine.network.backbone.layers.compactMap { layer in
        value = try layer.module(value)
        return value.rank == 4 ? layer.names.last : nil
      }
    }
  }

  /// A black picture as the network takes it.
  private static func black(_ input: Preprocessing, _ shape: [Int]) throws -> Tensor {
    let area = shape[2] * shape[3]
    let values = zip(input.mean, input.std).flatMap { mean, std in [Float](repeating: -mean / std, count: area) }
    return try Tensor(values, shape: shape)
  }
}
