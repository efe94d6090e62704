import Backbones
import Foundation
import ModelTesting
import TensorFiles
import Testing
import Torch

/// What torchvision's networks with other ends say (Goldens/make_options.py).
private struct Golden: Decodable, Sendable, CustomTestStringConvertible {
  let architecture: Architecture
  let attention: MapAttention
  let scales: Int
  let outputs: Int
  let side: Int
  let features: [Int]
  let keys: [String: [Int]]
  let logits: [[Float]]

  var options: Head.Options { .init(outputs: outputs, attention: attention, scales: scales) }
  var testDescription: String { "\(architecture) \(attention) \(scales) \(outputs)" }

  static let all: [Golden] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/options.json")
    return (try? JSONDecoder().decode([Golden].self, from: Data(contentsOf: file))) ?? []
  }()
}

@Suite("Options of a network against PyTorch")
struct OptionsTests {
  private func model(_ golden: Golden) throws -> Classifier {
    let model = try Classifier(golden.architecture, head: golden.options, seed: 1)
    let state = try model.store.all.map { ($0.key, try WeightPattern.weights($0.key, $0.tensor.shape)) }
    try model.store.load(Dictionary(uniqueKeysWithValues: state))
    model.store.isTraining = false
    return model
  }

  @Test("every case is there")
  func cases() { #expect(Golden.all.count == 9) }

  @Test("attention, two scales and many outputs give PyTorch's logits to 1e-4", arguments: Golden.all)
  private func logits(_ golden: Golden) throws {
    let model = try model(golden)
    let shapes = Dictionary(uniqueKeysWithValues: model.store.all.map { ($0.key, $0.tensor.shape) })
    for (key, shape) in golden.keys { #expect(shapes[key] == shape, "\(key)") }
    #expect(shapes.keys.filter { $0.hasPrefix("attention.") }.allSatisfy { golden.keys[$0] != nil })
    let image = try Tensor(
      WeightPattern.numbers("image", count: 2 * 3 * golden.side * golden.side), shape: [2, 3, golden.side, golden.side])
    let features = try withInferenceMode { try model.backbone(image) }
    #expect(features.shape == [2] + golden.features)
    let logits = try withInferenceMode { try model.head(features).floats() }
    let expected = golden.logits.flatMap { $0 }
    #expect(logits.count == expected.count)
    #expect(zip(logits, expected).allSatisfy { abs($0 - $1) <= 1e-4 })
  }

  @Test("pretrained weights fit beneath attention and two scales, which learn with the last stage")
  func pretrained() throws {
    let pretrained = try Classifier(.mobileNetV2, head: .init(outputs: 1000), seed: 3)
    let model = try Classifier(.mobileNetV2, head: .init(outputs: 2, attention: .cbam, scales: 2), seed: 1)
    try model.loadBackbone(try pretrained.store.stateDict())
    let state = try model.store.stateDict()
    #expect(try state["features.18.0.weight"] == pretrained.store.stateDict()["features.18.0.weight"])
    #expect(model.backbone.stages.count == 7)
    #expect(model.backbone.stages.last?.prefixes.last == "attention")
    #expect(model.backbone.featureCount == 1280 + 96)
    let keys = Set(model.store.all.map(\.key))
    let owned = keys.filter { key in
      model.backbone.stages.contains { $0.prefixes.contains { key.hasPrefix($0 + ".") } }
    }
    #expect(keys.subtracting(owned) == ["classifier.1.weight", "classifier.1.bias"])
  }

  @Test("attention that has not learnt weighs everything alike", arguments: [MapAttention.squeezeExcitation, .cbam])
  func neutral(_ attention: MapAttention) throws {
    let plain = try Classifier(.compactCNN, head: .init(outputs: 2), seed: 1)
    let weighed = try Classifier(.compactCNN, head: .init(outputs: 2, attention: attention), seed: 1)
    for model in [plain, weighed] { model.store.isTraining = false }
    let image = try Tensor(WeightPattern.numbers("image", count: 3 * 32 * 32), shape: [1, 3, 32, 32])
    let factor: Float = attention == .cbam ? 0.25 : 0.5
    let (left, right) = try withInferenceMode {
      (try plain.backbone(image).floats(), try weighed.backbone(image).floats())
    }
    #expect(zip(left, right).allSatisfy { abs($0 * factor - $1) <= 1e-6 })
  }

  @Test("there are no three scales, and tokens have neither scales nor attention")
  func threeScales() throws {
    let error = #expect(throws: TorchError.self) {
      try Classifier(.resnet18, head: .init(outputs: 2, scales: 3), seed: 1)
    }
    #expect(error.map { "\($0)" }?.contains("the network has no 3 scales") == true)
    for options in [Head.Options(outputs: 2, scales: 2), .init(outputs: 2, attention: .squeezeExcitation)] {
      #expect(throws: TorchError.self) { try Classifier(.vitTiny, head: options, seed: 1) }
    }
  }

  @Test("every stage's prefixes hold exactly the backbone's parameters", arguments: Architecture.allCases)
  func prefixes(_ architecture: Architecture) throws {
    let model = try Classifier(architecture, head: .init(outputs: 2), seed: 1)
    for key in model.store.all.map(\.key) {
      let owners = model.backbone.stages.count { $0.prefixes.contains { key == $0 || key.hasPrefix($0 + ".") } }
      #expect(owners == (model.isHeadKey(key) ? 0 : 1), "\(key)")
    }
  }
}
