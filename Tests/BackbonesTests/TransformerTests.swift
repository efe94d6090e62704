import Backbones
import Foundation
import ModelTesting
import ONNX
import TensorFiles
import Testing
import Torch

/// What torchvision and timm say of a network with the weights of `WeightPattern`; see `Goldens/make_transformers.py`.
private struct Golden: Decodable {
  let keys: [String: [Int]]
  let logits: [[Float]]
  let attention: [[Float]]

  static func load(_ architecture: Architecture) throws -> Golden {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "Goldens/transformers.json")
    return try #require(
      JSONDecoder().decode([String: Golden].self, from: Data(contentsOf: file))[architecture.rawValue])
  }
}

@Suite("Networks with attention against torchvision and timm")
struct TransformerTests {
  private static let architectures = Architecture.allCases.filter(\.hasAttention)

  private func model(_ architecture: Architecture, _ golden: Golden) throws -> Classifier {
    let model = try Classifier(architecture, head: .init(outputs: 2), seed: 1)
    try model.store.load(Dictionary(uniqueKeysWithValues: golden.keys.map { ($0, try WeightPattern.weights($0, $1)) }))
    model.store.isTraining = false
    return model
  }

  private func image(_ side: Int = 224) throws -> Tensor {
    try Tensor(WeightPattern.numbers("image", count: 2 * 3 * side * side), shape: [2, 3, side, side])
  }

  @Test("keys and shapes, logits to 1e-4 and attention rollout to 1e-5 are theirs", arguments: architectures)
  func logitsAndAttention(_ architecture: Architecture) throws {
    let golden = try Golden.load(architecture)
    let model = try model(architecture, golden)
    #expect(Dictionary(uniqueKeysWithValues: model.store.all.map { ($0.key, $0.tensor.shape) }) == golden.keys)
    let image = try image()
    let (logits, attention) = try withInferenceMode { (try model(image), try #require(try model.attention(image))) }
    let side = architecture.learnsItsPooling ? 7 : 14
    #expect(attention.shape == [2, 1, side, side])
    try expectClose(logits, golden.logits, within: 1e-4)
    try expectClose(attention, golden.attention, within: 1e-5)
  }

  private func expectClose(_ tensor: Tensor, _ golden: [[Float]], within tolerance: Float) throws {
    let (values, expected) = (try tensor.floats(), golden.flatMap { $0 })
    #expect(values.count == expected.count)
    #expect((zip(values, expected).map { abs($0 - $1) }.max() ?? 0) <= tolerance)
  }

  @Test("the graph has the outputs of a network with attention", arguments: [Architecture.vitTiny, .hybridMobileNetV2])
  func graph(_ architecture: Architecture) throws {
    let model = try Classifier(architecture, head: .init(outputs: 3), seed: 1)
    let graph = try model.graph(height: 224, width: 224)
    #expect(graph.outputs.map(\.name) == ["logits", "embedding", "features", "attention"])
    let shapes =
      architecture == .vitTiny
      ? [[-1, 3], [-1, 192], [-1, 192, 14, 14], [-1, 1, 14, 14]]
      : [[-1, 3], [-1, 192], [-1, 1280, 7, 7], [-1, 1, 7, 7]]
    #expect(graph.outputs.map(\.shape) == shapes)
  }

  @Test("8 bits are for convolutions and sums of maps; tokens stay in floats")
  func tokensStayInFloats() throws {
    let hybrid = try Quantizer(
      Classifier(.hybridResNet18, head: .init(outputs: 2), seed: 1).graph(height: 224, width: 224))
    let plain = try Quantizer(Classifier(.resnet18, head: .init(outputs: 2), seed: 1).graph(height: 224, width: 224))
    // One more than the network without a transformer: the map that the projection to tokens takes.
    #expect(hybrid.activations.count == plain.activations.count + 1)
    let transformer = try Classifier(.vitTiny, head: .init(outputs: 2), seed: 1).graph(height: 224, width: 224)
    #expect(try Quantizer(transformer).activations == ["image"])
  }

  @Test(
    "a picture of another size is an error that says which one is needed",
    arguments: [Architecture.vitTiny, .hybridResNet18])
  func otherSize(_ architecture: Architecture) throws {
    let model = try Classifier(architecture, head: .init(outputs: 2), seed: 1)
    let image = try image(64)
    let error = #expect(throws: TorchError.self) { try model(image) }
    #expect(error.map { "\($0)" }?.contains("positions") == true)
    #expect(throws: ONNXError.self) { try model.graph(height: 64, width: 64) }
  }

  @Test("a hybrid takes its CNN's published weights; its transformer learns with the head")
  func hybridWeights() throws {
    let pretrained = try Classifier(.resnet18, head: .init(outputs: 1000), seed: 3).store.stateDict()
    let model = try Classifier(.hybridResNet18, head: .init(outputs: 2), seed: 1)
    let before = try model.store.stateDict()
    try model.loadBackbone(pretrained)
    let state = try model.store.stateDict()
    #expect(state["layer4.1.conv2.weight"] == pretrained["layer4.1.conv2.weight"])
    #expect(state["fc.attention.query"] == before["fc.attention.query"])
    try model.freezeBackbone()
    #expect(model.store.trainable.allSatisfy { $0.key.hasPrefix("fc.") })
    #expect(model.store.trainable.contains { $0.key == "fc.attention.blocks.1.mlp.3.weight" })
    #expect(PretrainedWeights.of(.hybridResNet18) == PretrainedWeights.of(.resnet18))
  }

  @Test("torchvision's published file of ViT-B/16 has older names for the perceptrons")
  func olderKeys() throws {
    let pretrained = try Classifier(.vitB16, head: .init(outputs: 10), seed: 3).store.stateDict()
    var older: [String: StoredTensor] = [:]
    for (key, tensor) in pretrained {
      older[key.replacing("mlp.0.", with: "mlp.linear_1.").replacing("mlp.3.", with: "mlp.linear_2.")] = tensor
    }
    #expect(older["encoder.layers.encoder_layer_0.mlp.linear_1.weight"] != nil)
    let model = try Classifier(.vitB16, head: .init(outputs: 2), seed: 1)
    try model.loadBackbone(older)
    let key = "encoder.layers.encoder_layer_11.mlp.3.weight"
    #expect(try model.store.stateDict()[key] == pretrained[key])
  }
}
