import Datasets
import Learning
import Metrics
import Radiograph
import Testing
import Torch

/// What is drawn, and that it depends on seed, epoch and sample alone.
struct AugmentationTests {
  private static var section: AugmentSection {
    var section = AugmentSection()
    section.flip = 0.25
    section.rotation = 10
    section.translate = 0.1
    section.brightness = 0.2
    section.contrast = 0.3
    section.cropScale = 0.6
    section.blur = 1
    section.noise = 0.02
    return section
  }

  private static let variations = (0..<4000).map {
    Augmentation(section, seed: 7).variation(epoch: 1 + $0 / 1000, sample: $0 % 1000)
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test func drawsFillTheirRanges() {
    let drawn = Self.variations
    #expect(abs(mean(drawn.map { $0.isFlipped ? 1 : 0 }) - 0.25) < 0.03)
    for (values, range) in [
      (drawn.map(\.rotation), -10.0...10), (drawn.map(\.translation.x), -0.1...0.1),
      (drawn.map(\.translation.y), -0.1...0.1), (drawn.map(\.brightness), 0.8...1.2),
      (drawn.map(\.contrast), 0.7...1.3), (drawn.map(\.blur), 0...1), (drawn.map(\.noise), 0...0.02),
    ] {
      let width = range.upperBound - range.lowerBound
      #expect(values.allSatisfy(range.contains))
      #expect(abs(mean(values) - (range.lowerBound + range.upperBound) / 2) < 0.02 * width)
      #expect((values.min() ?? 0) < range.lowerBound + 0.01 * width)
      #expect((values.max() ?? 0) > range.upperBound - 0.01 * width)
    }
  }

  @Test func cropsStayInside() {
    for crop in Self.variations.map(\.crop) {
      let area = crop.size.x * crop.size.y
      #expect(area > 0.6 - 1e-9 && area < 1 + 1e-9)
      #expect(crop.size.x / crop.size.y > 0.7499 && crop.size.x / crop.size.y < 1.3334)
      #expect(crop.center.x - crop.size.x / 2 > -1e-9 && crop.center.x + crop.size.x / 2 < 1 + 1e-9)
      #expect(crop.center.y - crop.size.y / 2 > -1e-9 && crop.center.y + crop.size.y / 2 < 1 + 1e-9)
    }
  }

  @Test func sameForTheSame() {
    let augmentation = Augmentation(Self.section, seed: 7)
    #expect(augmentation.variation(epoch: 3, sample: 17) == augmentation.variation(epoch: 3, sample: 17))
    let others = [
      augmentation.variation(epoch: 4, sample: 17), augmentation.variation(epoch: 3, sample: 18),
      augmentation.variation(epoch: 3, sample: 17, occurrence: 1),
      Augmentation(Self.section, seed: 8).variation(epoch: 3, sample: 17),
    ]
    #expect(others.allSatisfy { $0 != augmentation.variation(epoch: 3, sample: 17) })
    #expect(Set(Self.variations.map(\.rotation)).count == Self.variations.count)
  }

  @Test func nothingAskedNothingVaried() {
    let augmentation = Augmentation(AugmentSection(), seed: 7)
    #expect(augmentation.isIdentity)
    #expect((0..<100).allSatisfy { augmentation.variation(epoch: 1, sample: $0).isIdentity })
  }

  @Test func oneChangeLeavesTheOtherDrawsAlone() {
    var section = Self.section
    section.rotation = 0
    let variation = Augmentation(section, seed: 7).variation(epoch: 2, sample: 5)
    var expected = Augmentation(Self.section, seed: 7).variation(epoch: 2, sample: 5)
    expected.rotation = 0
    #expect(variation == expected)
  }

  @Test func newerKeysHaveTheirRangesAndLeaveTheOthersAlone() {
    var section = Self.section
    section.aspect = 1.25
    section.gamma = 0.5
    section.erase = 0.3
    section.zoom = 1.2
    let drawn = (0..<4000).map {
      Augmentation(section, seed: 7).variation(epoch: 1 + $0 / 1000, sample: $0 % 1000)
    }
    for (values, limit) in [(drawn.map(\.aspect), 1.25), (drawn.map(\.gamma), 1.5), (drawn.map(\.zoom), 1.2)] {
      #expect(values.allSatisfy { $0 > 0.9999 / limit && $0 < 1.0001 * limit })
      #expect((values.min() ?? 1) < 1.01 / limit && (values.max() ?? 1) > 0.99 * limit)
      #expect(abs(mean(values.map { $0 < 1 ? 1 : 0 }) - 0.5) < 0.04)
    }
    let erased = drawn.compactMap(\.erased)
    #expect(abs(Double(erased.count) / 4000 - 0.3) < 0.03)
    for rectangle in erased {
      let (area, proportions) = (rectangle.size.x * rectangle.size.y, rectangle.size.x / rectangle.size.y)
      #expect(area > 0.0199 && area < 0.1501 && proportions > 0.2999 && proportions < 3.3001)
      #expect(rectangle.center.x - rectangle.size.x / 2 > -1e-9 && rectangle.center.x + rectangle.size.x / 2 < 1 + 1e-9)
      #expect(rectangle.center.y - rectangle.size.y / 2 > -1e-9 && rectangle.center.y + rectangle.size.y / 2 < 1 + 1e-9)
    }
    for (new, old) in zip(drawn, Self.variations) {
      var without = new
      (without.aspect, without.gamma, without.zoom, without.erased) = (1, 1, 1, nil)
      #expect(without == old)
    }
  }

  @Test func someGeometryLeavesThePicturesInPlace() {
    var section = Self.section
    section.zoom = 1.2
    section.aspect = 1.1
    section.geometry = 0.4
    let drawn = (0..<4000).map {
      Augmentation(section, seed: 7).variation(epoch: 1 + $0 / 1000, sample: $0 % 1000)
    }
    let moved = drawn.filter { $0.rotation != 0 || $0.zoom != 1 || $0.aspect != 1 || $0.crop != .init() }
    #expect(abs(Double(moved.count) / 4000 - 0.4) < 0.03)
    for variation in drawn where variation.zoom == 1 {
      #expect(variation.rotation == 0 && variation.aspect == 1 && variation.crop == .init())
      #expect(variation.translation == .init())
    }
    #expect(drawn.map(\.isFlipped) == Self.variations.map(\.isFlipped))
  }

  @Test func aPictureThatIsZoomedShowsItsMiddle() throws {
    let side = 40
    let samples = (0..<side * side).map { UInt8(($0 % side / 10) * 60) }
    let image = try PreparedImage(width: side, height: side, channels: 1, samples: samples)
    var variation = Variation()
    variation.zoom = 2
    // Columns 10 to 29 fill the picture, 20 columns of each of two levels; between levels and at the rim they mix.
    let row = Array(try image.varied(variation).samples[20 * side..<21 * side])
    #expect(row[1..<19].allSatisfy { $0 == 60 } && row[21..<39].allSatisfy { $0 == 120 })
  }

  // MARK: - MixUp

  @Test func mixesInputsAsItMixesLabels() throws {
    var section = AugmentSection()
    section.mixup = 0.4
    let mixUp = try #require(MixUp(section, seed: 3))
    let labels = [0, 1, 1, 0, 1]
    let truths = labels.map(Truth.oneOf)
    // Each sample's input is its label, so that the mixed input is the mixed label.
    let input = try Tensor(labels.map(Float.init), shape: [5, 1])
    var shares: [Double] = []
    for batch in 0..<40 {
      let mixed = try mixUp.mixed(input, truths: truths, epoch: 2, batch: batch)
      let mix = try #require(mixed.mix)
      #expect(mixed.truths == truths)
      #expect(mix.partners.map(\.label).sorted() == labels.sorted())
      for (value, (own, partner)) in zip(try mixed.input.floats(), zip(labels, mix.partners.map(\.label))) {
        #expect(abs(Double(value) - (mix.share * Double(own) + (1 - mix.share) * Double(partner))) < 1e-6)
      }
      #expect(try mixUp.mixed(input, truths: truths, epoch: 2, batch: batch).mix == mix)
      shares.append(mix.share)
    }
    #expect(Set(shares).count == 40)
    #expect(shares.allSatisfy { (0...1).contains($0) })
    #expect(abs(mean(shares) - 0.5) < 0.2)
  }

  @Test(arguments: [HeadSection.Outputs.softmax, .sigmoid])
  func lossOfMixedLabelsIsTheMixOfLosses(outputs: HeadSection.Outputs) throws {
    var section = LossSection()
    section.kind = outputs == .softmax ? .crossEntropy : .bceWithLogits
    section.labelSmoothing = 0.1
    let objective = Objective(section, outputs: outputs, classes: .two, truths: [.oneOf(0), .oneOf(1)], on: .cpu)
    let logits =
      try outputs == .softmax
      ? Tensor([0.3, -1, 2, 0.5, -0.2, 0.1] as [Float], shape: [3, 2])
      : Tensor([0.3, -1, 2] as [Float], shape: [3, 1])
    let (own, partners) = ([0, 1, 1].map(Truth.oneOf), [1, 1, 0].map(Truth.oneOf))
    let mixed = try objective.loss(logits, own, mix: Mix(partners: partners, share: 0.3)).item()
    let expected = try 0.3 * objective.loss(logits, own).item() + 0.7 * objective.loss(logits, partners).item()
    #expect(abs(mixed - expected) < 1e-6)
  }
}
