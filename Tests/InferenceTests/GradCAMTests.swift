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

  /// Several classes of a head with a hidden layer, at the sizes of a network, against one class at a time in 64 bits.
  @Test(arguments: ActivationMap.allCases)
  func severalClassesAreEachTheirOwn(_ method: ActivationMap) throws {
    let (channels, hidden, outputs, height, width) = (37, 11, 14, 5, 7)
    func numbers(_ count: Int, _ step: Double) -> [Float] { (0..<count).map { Float(sin(Double($0) * step)) } }
    let head = try ClassifierHead(
      inputs: channels,
      layers: [
        .linear(weight: numbers(hidden * channels, 0.71), bias: numbers(hidden, 0.3)), .relu,
        .linear(weight: numbers(outputs * hidden, 0.53), bias: numbers(outputs, 0.9)),
      ])
    let features = numbers(channels * height * width, 0.17).map { max($0, 0) }
    let classes = [13, 0, 5, 5]
    let maps = try method.maps(features: features, height: height, width: width, head: head, classes: classes)
    #expect(maps.count == classes.count && maps[2] == maps[3] && maps[0] != maps[1])
    for (index, map) in zip(classes, maps) {
      #expect(try map == method.map(features: features, height: height, width: width, head: head, class: index))
    }
    guard method == .gradCAM, case .linear(let first, let bias) = head.layers[0],
      case .linear(let last, _) = head.layers[2]
    else { return }
    let area = height * width
    let pooled = (0..<channels).map { k in features[k * area..<(k + 1) * area].reduce(0.0) { $0 + Double($1) } / 35 }
    let active = (0..<hidden).map { unit in
      (0..<channels).reduce(Double(bias[unit])) { $0 + Double(first[unit * channels + $1]) * pooled[$1] } > 0
    }
    for (index, map) in zip(classes, maps) {
      for place in 0..<area {
        let sum = (0..<channels).reduce(0.0) { sum, k in
          let gradient = (0..<hidden).reduce(0.0) {
            $0 + (active[$1] ? Double(last[index * hidden + $1]) * Double(first[$1 * channels + k]) : 0)
          }
          return sum + gradient / Double(area) * Double(features[k * area + place])
        }
        #expect(abs(Double(map.values[place]) - max(sum, 0)) < 1e-5)
      }
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
