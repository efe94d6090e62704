import Attribution
import Backbones
import Inference
import ModelTesting
import TensorFiles
import Testing
import Torch

/// Adebayo et al., "Sanity Checks for Saliency Maps", 2018, https://arxiv.org/abs/1810.03292: a map that stays when the
/// network's weights are made random shows the picture and not what was learnt.
@Suite struct SanityTests {
  private static let side = 96

  /// Makes the weights of the last parts random one after the other, as the paper's cascading randomization does.
  private func randomize(_ network: Classifier, _ prefix: String) throws {
    var state = try network.store.stateDict()
    for (key, tensor) in state where key == prefix || key.hasPrefix(prefix + ".") {
      if tensor.shape.count > 1 { state[key] = try WeightPattern.weights("random.\(key)", tensor.shape) }
    }
    try network.store.load(state)
  }

  private func map(_ method: any AttributionMethod, _ network: Classifier, _ image: Tensor) throws -> [Float] {
    try method.map(of: image, for: ClassScore(network, class: 1)).positive.values
  }

  /// Grad-CAM++ is left out: it lets only positive gradients count, so that on a network that has learnt nothing it comes
  /// down to the sum of all feature maps (correlation 0.94 to 0.97 here).
  @Test func gradCAMChanges() throws {
    let network = try Pattern.network(.resnet18)
    let image = try Pattern.pictures("image", side: Self.side)
    let method = LayerActivationMap(.gradCAM, layer: "layer3")
    let learnt = try map(method, network, image)
    #expect(learnt.contains { $0 > 0 })
    for part in ["fc", "layer4", "layer3"] {
      try randomize(network, part)
      let random = try map(method, network, image)
      #expect(correlation(learnt, random) < 0.7, "the map stays when \(part) and what follows are random")
    }
  }

  @Test func gradientsChange() throws {
    let network = try Pattern.network(.resnet18)
    let image = try Pattern.pictures("image", side: Self.side)
    let baseline = try image.zerosLike()
    let methods: [any AttributionMethod] = [
      try IntegratedGradients(baseline: baseline, steps: 8),
      try ExpectedGradients(references: Pattern.pictures("references", 2, side: Self.side), samples: 8),
    ]
    let learnt = try methods.map { try map($0, network, image) }
    for part in ["fc", "layer4", "layer3", "layer2", "layer1"] { try randomize(network, part) }
    for (method, before) in zip(methods, learnt) {
      #expect(correlation(before, try map(method, network, image)) < 0.5)
    }
  }

  @Test func theSameWeightsGiveTheSameMap() throws {
    let image = try Pattern.pictures("image", side: Self.side)
    let maps = try (0..<2).map { _ in
      try LayerActivationMap(.gradCAM).map(of: image, for: ClassScore(Pattern.network(.resnet18), class: 1))
    }
    #expect(maximumDifference(maps[0].values, maps[1].values) < 1e-6)
  }
}
