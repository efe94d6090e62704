import Backbones
import Foundation
import ModelTesting
import ONNX
import TensorFiles
import Testing
import Torch

/// What torchvision says of a network with the weights of `WeightPattern`.
private struct Golden: Decodable {
  let keys: [String: [Int]]
  let logits: [[Float]]

  static func load() throws -> [String: Golden] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "Goldens/torchvision.json")
    return try JSONDecoder().decode([String: Golden].self, from: Data(contentsOf: file))
  }
}

@Suite("Networks against torchvision")
struct TorchvisionTests {
  private static let architectures = Architecture.allCases.filter { $0 != .compactCNN && !$0.hasAttention }

  private func model(_ architecture: Architecture, _ golden: Golden) throws -> Classifier {
    let model = try Classifier(architecture, head: .init(outputs: 2), seed: 1)
    var state: [String: StoredTensor] = [:]
    for (key, shape) in golden.keys { state[key] = try WeightPattern.weights(key, shape) }
    try model.store.load(state)
    model.store.isTraining = false
    return model
  }

  @Test("keys and shapes are torchvision's", arguments: architectures)
  func keys(_ architecture: Architecture) throws {
    let golden = try #require(try Golden.load()[architecture.rawValue])
    let model = try Classifier(architecture, head: .init(outputs: 2), seed: 1)
    let keys = Dictionary(uniqueKeysWithValues: model.store.all.map { ($0.key, $0.tensor.shape) })
    #expect(keys == golden.keys)
  }

  @Test("logits are PyTorch's to 1e-4", arguments: architectures)
  func logits(_ architecture: Architecture) throws {
    let golden = try #require(try Golden.load()[architecture.rawValue])
    let model = try model(architecture, golden)
    let image = try Tensor(WeightPattern.numbers("image", count: 2 * 3 * 64 * 64), shape: [2, 3, 64, 64])
    let logits = try withInferenceMode { try model(image).floats() }
    let expected = golden.logits.flatMap { $0 }
    #expect(logits.count == expected.count)
    #expect(zip(logits, expected).allSatisfy { abs($0 - $1) <= 1e-4 })
  }

  @Test("the graph has the network's inputs, outputs and folded weights", arguments: architectures + [.compactCNN])
  func graph(_ architecture: Architecture) throws {
    let model = try Classifier(architecture, head: .init(outputs: 2), seed: 1)
    let graph = try model.graph(height: 64, width: 64)
    #expect(graph.inputs.map(\.name) == ["image"])
    #expect(graph.inputs.first?.shape == [-1, 3, 64, 64])
    #expect(graph.outputs.map(\.name) == ["logits", "embedding", "features"])
    #expect(graph.outputs.first?.shape == [-1, 2])
    #expect(graph.outputs.last?.shape.dropFirst().first == model.backbone.featureCount)
  }
}

@Suite("Classifier")
struct ClassifierTests {
  @Test("weights of another network are refused with what is missing, unexpected and of another shape")
  func weightsOfAnotherNetwork() throws {
    let small = try Classifier(.resnet18, head: .init(outputs: 2), seed: 1)
    let large = try Classifier(.resnet50, head: .init(outputs: 2), seed: 1)
    let before = try small.store.stateDict()
    let error = #expect(throws: TorchError.self) { try small.loadBackbone(try large.store.stateDict()) }
    guard case .stateMismatch(let mismatch) = error else {
      Issue.record("unexpected error \(String(describing: error))")
      return
    }
    #expect(mismatch.missing.isEmpty)
    #expect(mismatch.unexpected.contains("layer1.0.conv3.weight"))
    #expect(mismatch.shapes.contains { $0.key == "layer1.0.conv1.weight" && $0.found == [64, 64, 1, 1] })
    #expect(try small.store.stateDict() == before)
  }

  @Test("only the head learns from a frozen backbone, and its size is the issue's")
  func frozenBackbone() throws {
    let model = try Classifier(.resnet18, head: .init(outputs: 2), seed: 1)
    try model.freezeBackbone()
    #expect(model.store.trainable.map(\.key) == ["fc.weight", "fc.bias"])
    #expect(ParameterStore.count(model.store.trainable) == 1026)
  }

  @Test("pretrained weights with a head of 1,000 classes fit")
  func pretrainedHeadIsIgnored() throws {
    let pretrained = try Classifier(.mobileNetV2, head: .init(outputs: 1000), seed: 3)
    let model = try Classifier(.mobileNetV2, head: .init(outputs: 2), seed: 1)
    let head = try model.store.stateDict()["classifier.1.weight"]
    try model.loadBackbone(try pretrained.store.stateDict())
    let state = try model.store.stateDict()
    #expect(try state["features.0.0.weight"] == pretrained.store.stateDict()["features.0.0.weight"])
    #expect(state["classifier.1.weight"] == head)
  }

  @Test("the published file of DenseNet-121 has older names for its layers")
  func olderKeys() throws {
    let pretrained = try Classifier(.densenet121, head: .init(outputs: 1000), seed: 3).store.stateDict()
    var older: [String: StoredTensor] = [:]
    for (key, tensor) in pretrained where !key.hasSuffix("num_batches_tracked") {
      older[key.replacing(/(denselayer\d+\.(?:norm|conv))([12])/) { "\($0.1).\($0.2)" }] = tensor
    }
    #expect(older["features.denseblock1.denselayer1.norm.1.weight"] != nil)
    let model = try Classifier(.densenet121, head: .init(outputs: 2), seed: 1)
    try model.loadBackbone(older)
    let key = "features.denseblock4.denselayer16.conv2.weight"
    #expect(try model.store.stateDict()[key] == pretrained[key])
  }

  @Test("the same seed gives the same network, another seed another one")
  func seeds() throws {
    let states = try [5, 5, 6].map { try Classifier(.compactCNN, head: .init(outputs: 1), seed: $0).store.stateDict() }
    #expect(states[0] == states[1])
    #expect(states[0] != states[2])
  }

  @Test("a compact CNN with its hidden layer maps an image to one logit")
  func compactCNN() throws {
    let model = try Classifier(
      .compactCNN, head: .init(outputs: 1, hidden: 256, batchNorm: true, dropout: 0.5), seed: 1)
    model.store.isTraining = false
    let image = try Tensor(WeightPattern.numbers("image", count: 2 * 3 * 64 * 64), shape: [2, 3, 64, 64])
    #expect(try model.backbone(image).shape == [2, 128, 8, 8])
    #expect(try model(image).shape == [2, 1])
  }

  @Test("a wrong picture is an error with the operator and the shapes")
  func wrongShape() throws {
    let model = try Classifier(.resnet18, head: .init(outputs: 2), seed: 1)
    let image = try Tensor([Float](repeating: 0, count: 64 * 64), shape: [1, 1, 64, 64])
    let error = #expect(throws: TorchError.self) { try model(image) }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains("conv2d") && text.contains("[1, 1, 64, 64]") && text.contains("[64, 3, 7, 7]"))
  }
}
