import Foundation
import Inference
import ONNX
import Testing

/// Maps against automatic differentiation (Goldens/make_gradcam.py).
@Suite struct GradCAMTests {
  private struct Goldens: Decodable {
    struct Case: Decodable {
      let name: String
      let `class`: Int
      let layers: [GoldenLayer]
      let features: [Float]
      let logits: [Float]
      let gradCam: [Float]
      let gradCamPlusPlus: [Float]
    }

    let size: [Int]
    let cases: [Case]
  }

  private let goldens: Goldens

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/gradcam.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    goldens = try decoder.decode(Goldens.self, from: Data(contentsOf: file))
  }

  @Test func equalAutomaticDifferentiation() throws {
    #expect(goldens.cases.count == 7)
    for golden in goldens.cases {
      let head = try ClassifierHead(inputs: goldens.size[0], layers: golden.layers.map(\.layer))
      func map(_ method: ActivationMap) throws -> HeatMap {
        try method.map(
          features: golden.features, height: goldens.size[1], width: goldens.size[2], head: head, class: golden.class)
      }
      let gradCAM = try map(.gradCAM)
      #expect(maximumDifference(gradCAM.values, golden.gradCam) < 1e-6, "\(golden.name) \(golden.class)")
      let plusPlus = try map(.gradCAMPlusPlus).values
      let greatest = max(plusPlus.max() ?? 0, .leastNormalMagnitude)
      #expect(
        maximumDifference(plusPlus.map { $0 / greatest }, golden.gradCamPlusPlus) < 1e-5,
        "\(golden.name) \(golden.class)")
      let area = goldens.size[1] * goldens.size[2]
      let embedding = (0..<goldens.size[0]).map { channel in
        golden.features[channel * area..<(channel + 1) * area].reduce(0, +) / Float(area)
      }
      #expect(maximumDifference(head.logits(embedding), golden.logits) < 1e-6)
    }
  }

  // MARK: - Heads of real graphs

  @Test(arguments: ["residual", "compact"])
  func theHeadOfAGraphGivesTheGraphsLogits(name: String) throws {
    let graphs = try GoldenGraphs()
    let head = try ClassifierHead(ONNXModel(contentsOf: graphs.file(name)))
    let outputs = graphs.outputs(name)
    let embedding = try #require(outputs["embedding"])
    let logits = try #require(outputs["logits"])
    #expect(head.layers.count == (name == "compact" ? 4 : 1))
    for image in 0..<embedding.shape[0] {
      let row = embedding.values[image * head.inputs..<(image + 1) * head.inputs]
      let expected = logits.values[image * head.outputs..<(image + 1) * head.outputs]
      #expect(maximumDifference(head.logits(row), expected) < 1e-5)
    }
  }

  @Test func aGraphWithoutEmbeddingHasNoHead() throws {
    let model = try ONNXModel(contentsOf: GoldenGraphs().file("dense"))
    #expect(throws: ExplanationError.head("the model has no output 'embedding'")) { try ClassifierHead(model) }
  }

  // MARK: - Refusals

  @Test func whatDoesNotFit() throws {
    let head = try ClassifierHead(inputs: 2, layers: [.linear(weight: [1, 2, 3, 4], bias: [0, 0])])
    func map(_ count: Int, _ index: Int) throws -> HeatMap {
      let features = [Float](repeating: 1, count: count)
      return try ActivationMap.gradCAM.map(features: features, height: 2, width: 2, head: head, class: index)
    }
    #expect(throws: ExplanationError.features(count: 9, channels: 2, height: 2, width: 2)) { try map(9, 0) }
    #expect(throws: ExplanationError.noClass(index: 2, classes: 2)) { try map(8, 2) }
    #expect(throws: ExplanationError.head("a linear layer of 3 weights cannot take 2 values to 2")) {
      try ClassifierHead(inputs: 2, layers: [.linear(weight: [1, 2, 3], bias: [0, 0])])
    }
    #expect(throws: ExplanationError.heatMapSize(width: 2, height: 2, values: 3)) {
      try HeatMap(width: 2, height: 2, values: [1, 2, 3])
    }
  }
}
