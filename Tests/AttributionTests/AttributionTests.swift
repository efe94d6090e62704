import Attribution
import Backbones
import Inference
import Testing
import Torch

/// Maps against PyTorch's autograd on torchvision's ResNet-18 (Goldens/make_goldens.py).
@Suite struct AttributionTests {
  private let goldens: Goldens
  private let network: Classifier
  private let image: Tensor
  private let baseline: Tensor

  init() throws {
    goldens = try Goldens()
    network = try Pattern.network(.resnet18)
    image = try Pattern.pictures("image", side: goldens.side)
    baseline = try Pattern.pictures("baseline", side: goldens.side)
  }

  /// The largest difference relative to the largest value.
  private func error(_ map: HeatMap, _ golden: [Float]) -> Float {
    maximumDifference(map.values, golden) / max(golden.map(abs).max() ?? 0, .leastNormalMagnitude)
  }

  // MARK: - Class-activation maps

  @Test(arguments: ["layer4", "layer3", "layer2.0"])
  func gradCAMOfEveryLayer(name: String) throws {
    let golden = try #require(goldens.layers[name])
    let score = try ClassScore(network, class: 1)
    let map = try LayerActivationMap(.gradCAM, layer: name).map(of: image, for: score)
    #expect([map.height, map.width] == golden.size)
    #expect(error(map, golden.gradCam) < 1e-4)
    let plusPlus = try LayerActivationMap(.gradCAMPlusPlus, layer: name).map(of: image, for: score)
    #expect(error(plusPlus, golden.gradCamPlusPlus) < 1e-4)
  }

  @Test func theLastLayerIsTheDefault() throws {
    let score = try ClassScore(network, class: 1)
    let named = try LayerActivationMap(.gradCAM, layer: "layer4").map(of: image, for: score)
    #expect(try LayerActivationMap(.gradCAM).map(of: image, for: score) == named)
    #expect(try LayerActivationMap(.gradCAM, layer: "layer4.1").map(of: image, for: score) == named)
  }

  /// The closed form through OpenVINO, which takes no backward pass, against automatic differentiation of the network.
  @Test(
    arguments: [
      Architecture.resnet18, .resnet50, .densenet121, .mobileNetV2, .compactCNN, .efficientNetB0, .convNeXtTiny,
    ], ActivationMap.allCases)
  func theClosedFormEqualsAutomaticDifferentiation(architecture: Architecture, method: ActivationMap) throws {
    let options: Head.Options =
      architecture == .compactCNN ? .init(outputs: 1, hidden: 32, batchNorm: true) : .init(outputs: 2)
    let network = try Pattern.network(architecture, options)
    let side = 96
    let image = try Pattern.pictures("image", side: side)
    let graph = try network.graph(height: side, width: side)
    let engine = try OpenVINOEngine(graph)
    let output = try engine.run(image.floats(), wanted: .features)
    let shape = try #require(engine.signature.features)
    let head = try ClassifierHead(graph)
    var shown = 0
    for index in 0..<2 {
      let closed = try method.map(
        features: #require(output.features), height: shape[1], width: shape[2], head: head, class: index)
      let byGradients = try LayerActivationMap(method).map(of: image, for: ClassScore(network, class: index))
      let greatest = byGradients.values.max() ?? 0
      #expect(maximumDifference(closed.values, byGradients.values) <= 1e-3 * max(greatest, 1e-6))
      shown += greatest > 0 ? 1 : 0
    }
    #expect(shown > 0)
  }

  @Test(arguments: [(["layer2"], 1), (["layer3", "layer2"], 1), ([], 0)])
  func layerCAM(layers: [String], index: Int) throws {
    let golden = try #require(goldens.layerCam[layers.sorted().joined(separator: ",")])
    let map = try LayerCAM(layers: layers).map(of: image, for: ClassScore(network, class: index))
    #expect([map.height, map.width] == golden.size)
    #expect(error(map, golden.values) < 1e-4)
    #expect(throws: AttributionError.self) {
      try LayerCAM(layers: ["layer4", "layer5"]).map(of: image, for: ClassScore(network, class: index))
    }
  }

  // MARK: - Gradients along lines

  @Test func integratedGradients() throws {
    let score = try ClassScore(network, class: 1)
    let map = try IntegratedGradients(baseline: baseline, steps: 20).map(of: image, for: score)
    #expect(error(map, goldens.integratedGradients) < 1e-3)
  }

  /// All pixels together make up the difference of the two logits (the paper's axiom of completeness).
  @Test func integratedGradientsAreComplete() throws {
    let score = try ClassScore(network, class: 1)
    let map = try IntegratedGradients(baseline: baseline, steps: 300).map(of: image, for: score)
    let difference = try withInferenceMode { try (score(image) - score(baseline)).item() }
    #expect(abs(Double(map.values.reduce(0, +)) - difference) < 0.02)
  }

  @Test func expectedGradients() throws {
    let references = try Pattern.pictures("references", 3, side: goldens.side)
    let score = try ClassScore(network, class: 0)
    let map = try ExpectedGradients(references: references, samples: 24).map(of: image, for: score)
    #expect(error(map, goldens.expectedGradients) < 1e-3)
  }

  // MARK: - Occlusion

  @Test func occlusion() throws {
    let engine = try OpenVINOEngine(network.graph(height: goldens.side, width: goldens.side))
    let shape = engine.signature.input
    let occlusion = try Occlusion(image.floats(), shape: shape, cover: baseline.floats(), window: 12, stride: 7)
    let map = try occlusion.explanation { inputs, count in
      let output = try engine.run(inputs)
      return (0..<count).map { Double(output.logits(of: $0).last ?? 0) }
    }
    #expect(error(map, goldens.occlusion) < 1e-3)
    let standard = try Occlusion(image.floats(), shape: shape, cover: baseline.floats())
    #expect(standard.window == 6 && standard.stride == 3)
    #expect(throws: ExplanationError.parameter("the stride", value: 9)) {
      try Occlusion(image.floats(), shape: shape, cover: baseline.floats(), window: 8, stride: 9)
    }
    #expect(throws: ExplanationError.input(shape: [3, 48, 48], values: 6912, cover: 1)) {
      try Occlusion(image.floats(), shape: shape, cover: [0])
    }
  }

  // MARK: - Refusals

  @Test func whatDoesNotFit() throws {
    let score = try ClassScore(network, class: 1)
    let known = ["stem", "layer1", "layer2", "layer3", "layer4"]
    let error = #expect(throws: AttributionError.self) {
      try LayerActivationMap(.gradCAM, layer: "layer5").map(of: image, for: score)
    }
    guard case .noLayer("layer5", let names) = error else {
      Issue.record("unexpected error \(String(describing: error))")
      return
    }
    #expect(known.allSatisfy(names.contains))
    #expect(throws: AttributionError.noClass(index: 2, classes: 2)) { try ClassScore(network, class: 2) }
    #expect(throws: AttributionError.parameter(name: "steps", value: 0)) {
      try IntegratedGradients(baseline: baseline, steps: 0)
    }
    let small = try Pattern.pictures("small", side: 8)
    #expect(throws: AttributionError.shape(what: "a baseline", expected: "[1, 3, 48, 48]", found: [1, 3, 8, 8])) {
      try IntegratedGradients(baseline: small).map(of: image, for: score)
    }
    let two = try Pattern.pictures("two", 2, side: goldens.side)
    #expect(throws: AttributionError.shape(what: "a picture", expected: "[1, C, H, W]", found: [2, 3, 48, 48])) {
      try LayerActivationMap(.gradCAM).map(of: two, for: score)
    }
  }
}
