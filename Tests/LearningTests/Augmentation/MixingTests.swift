import Learning
import Metrics
import Testing
import Torch

@Suite("CutMix, and the choice between it and MixUp")
struct MixingTests {
  private struct Golden: Decodable {
    let share: Double
    let center: [Int]
    let size: [Int]
    let x: [Int]
    let y: [Int]
    let left: Double
  }

  private static func section(mixup: Double = 0, cutmix: Double = 0) -> AugmentSection {
    var section = AugmentSection()
    section.mixup = mixup
    section.cutmix = cutmix
    return section
  }

  @Test func cutsAsTheAuthorsProgramDoes() throws {
    for golden in try JSONGolden.read([Golden].self, "cuts.json") {
      let cut = CutMix.Cut(
        share: golden.share, center: (golden.center[0], golden.center[1]), width: golden.size[0], height: golden.size[1]
      )
      #expect([cut.x.lowerBound, cut.x.upperBound] == golden.x)
      #expect([cut.y.lowerBound, cut.y.upperBound] == golden.y)
      #expect(abs(cut.share - golden.left) < 1e-12)
    }
  }

  /// Each sample's pixels are its label: the mean of the mixed one is its mixed label.
  @Test func mixesLabelsAsItMixesPixels() throws {
    let cutMix = try #require(CutMix(Self.section(cutmix: 1), seed: 3))
    let labels = [0, 1, 1, 0, 1]
    let truths = labels.map(Truth.oneOf)
    let (height, width) = (12, 17)
    let input = try Tensor(
      labels.flatMap { [Float](repeating: Float($0), count: 2 * height * width) }, shape: [5, 2, height, width])
    var shares: [Double] = []
    for batch in 0..<60 {
      let mixed = try cutMix.mixed(input, truths: truths, epoch: 2, batch: batch)
      let mix = try #require(mixed.mix)
      #expect(mixed.truths == truths)
      #expect(mix.partners.map(\.label).sorted() == labels.sorted())
      for (index, (own, partner)) in zip(labels, mix.partners.map(\.label)).enumerated() {
        let pixels = try mixed.input[index].floats()
        #expect(pixels.allSatisfy { $0 == 0 || $0 == 1 })
        let mean = Double(pixels.reduce(0, +)) / Double(pixels.count)
        #expect(abs(mean - (mix.share * Double(own) + (1 - mix.share) * Double(partner))) < 1e-6)
      }
      #expect(try cutMix.mixed(input, truths: truths, epoch: 2, batch: batch).mix == mix)
      shares.append(mix.share)
    }
    #expect(shares.allSatisfy { (0...1).contains($0) })
    #expect(Set(shares).count > 20)
  }

  @Test func eachBatchDrawsOneOfTwo() throws {
    let truths = [0, 1, 1, 0].map(Truth.oneOf)
    let input = try Tensor.filled([4, 1, 8, 8], salt: 1, scale: 1)
    let both = try #require(Mixing(Self.section(mixup: 0.4, cutmix: 1), seed: 3))
    let mixUp = try #require(Mixing(Self.section(mixup: 0.4), seed: 3))
    let cutMix = try #require(Mixing(Self.section(cutmix: 1), seed: 3))
    var cuts = 0
    for batch in 0..<200 {
      let mix = try both.mixed(input, truths: truths, epoch: 1, batch: batch).mix
      let cut = try cutMix.mixed(input, truths: truths, epoch: 1, batch: batch).mix
      if mix == cut { cuts += 1 }
      #expect(try mix == cut || mix == mixUp.mixed(input, truths: truths, epoch: 1, batch: batch).mix)
    }
    #expect((70...130).contains(cuts))
    #expect(Mixing(AugmentSection(), seed: 3) == nil)
  }
}
