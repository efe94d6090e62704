import Attribution
import Backbones
import Inference
import ONNX
import Testing
import Torch

/// Networks with attention behind the engine that serves them, against LibTorch.
@Suite("Attention") struct AttentionTests {
  private static let architectures = [Architecture.vitTiny, .hybridResNet18, .hybridMobileNetV2]
  private static let outputs: OptionalOutputs = [.embedding, .features, .attention]

  private func network(_ architecture: Architecture) throws -> (network: Classifier, graph: ONNXModel, image: Tensor) {
    let network = try Pattern.network(architecture, .init(outputs: 2))
    return (network, try network.graph(height: 224, width: 224), try Pattern.pictures("image", side: 224))
  }

  @Test("every output of the graph is LibTorch's", arguments: architectures)
  func outputs(_ architecture: Architecture) throws {
    let (network, graph, image) = try network(architecture)
    let engine = try OpenVINOEngine(graph)
    let output = try engine.run(image.floats(), wanted: Self.outputs)
    let side = architecture == .vitTiny ? 14 : 7
    #expect(engine.signature.attention == [1, side, side])
    try withInferenceMode {
      let features = try network.backbone(image)
      let attention = try #require(try network.attention(image))
      let pooled = try network.head.pooled(features)
      #expect(try maximumDifference(output.logits, network.head.logits(pooled).floats()) < 1e-3)
      #expect(try maximumDifference(#require(output.embedding), pooled.floats()) < 1e-3)
      #expect(try maximumDifference(#require(output.features), network.head.pooling.map(features).floats()) < 1e-2)
      #expect(try maximumDifference(#require(output.attention), attention.floats()) < 1e-5)
    }
  }

  @Test("in 8 bits, with ranges measured on the picture itself, the logits stay near", arguments: architectures)
  func eightBits(_ architecture: Architecture) throws {
    let (network, graph, image) = try network(architecture)
    let quantizer = try Quantizer(graph)
    let ranges = Dictionary(
      uniqueKeysWithValues: quantizer.activations.map {
        ($0, ActivationRange($0 == "image" ? -1 : -8, $0 == "image" ? 1 : 8))
      })
    let engine = try OpenVINOEngine(quantizer.quantized(ranges: ranges))
    let output = try engine.run(image.floats(), wanted: Self.outputs)
    let exact = try withInferenceMode { try network(image).floats() }
    #expect(output.attention?.allSatisfy(\.isFinite) == true)
    #expect(maximumDifference(output.logits, exact) < 0.5)
  }

  @Test("a class-activation map of tokens is refused; one of a hybrid's map is not")
  func tokens() throws {
    let image = try Pattern.pictures("image", side: 224)
    let transformer = try Pattern.network(.vitTiny, .init(outputs: 2))
    #expect(throws: AttributionError.tokens(layer: "block12")) {
      try LayerActivationMap(.gradCAM).map(of: image, for: ClassScore(transformer, class: 1))
    }
    let hybrid = try Pattern.network(.hybridResNet18, .init(outputs: 2))
    let map = try LayerActivationMap(.gradCAM).map(of: image, for: ClassScore(hybrid, class: 1))
    #expect(map.width == 7 && map.height == 7)
  }
}
