import Foundation
import Learning
import Metrics
import Testing

@Suite struct LungVariationTests {
  private func varied(_ kind: LungVariation.Kind?, stream: UInt64, strength: Double = 1) -> LungSample {
    var random = SplitMix64(seed: 5, stream: stream)
    var sample = LungSample(LungFixtures.pair(3))
    LungVariation(&random, strength: strength, only: kind).apply(to: &sample)
    return sample
  }

  @Test func sameFromAnyThread() async {
    let batches = LungBatches(pairs: (0..<24).map(LungFixtures.pair), size: 8, seed: 9)
    let alone = (0..<24).map { batches.sample($0, epoch: 2) }
    let together = await withTaskGroup(of: (Int, LungSample).self) { group in
      for index in (0..<24).reversed() { group.addTask { (index, batches.sample(index, epoch: 2)) } }
      var samples = [Int: LungSample]()
      for await (index, sample) in group { samples[index] = sample }
      return (0..<24).compactMap { samples[$0] }
    }
    #expect(alone == together)
    #expect(alone[0] != batches.sample(0, epoch: 3))
  }

  @Test(arguments: LungVariation.Kind.allCases) func staysAPicture(_ kind: LungVariation.Kind) {
    let original = LungSample(LungFixtures.pair(3))
    var changes = 0
    for stream in 0..<12 as Range<UInt64> {
      let sample = varied(kind, stream: stream)
      #expect(sample.image.allSatisfy { (0...255).contains($0) } && sample.mask.allSatisfy { (0...1).contains($0) })
      changes += sample == original ? 0 : 1
    }
    #expect(changes > 8)
  }

  /// Picture and outline move together: levels tell lungs from the rest in the made pictures.
  @Test(arguments: [LungVariation.Kind.flip, .upsideDown, .rotation, .scale, .aspect, .shift])
  func outlineFollows(_ kind: LungVariation.Kind) {
    for stream in 0..<6 as Range<UInt64> {
      let sample = varied(kind, stream: stream)
      let places = sample.image.indices
      let lungs = places.filter { sample.mask[$0] == 1 }
      #expect(lungs.count > 4000 && lungs.allSatisfy { sample.image[$0] >= 170 })
      // Nothing else is as bright, but what lies around the picture, which is of one level.
      #expect(Set(places.filter { sample.mask[$0] == 0 && sample.image[$0] > 90 }.map { sample.image[$0] }).count <= 1)
    }
  }

  @Test func halfOfItIsNearer() {
    let original = LungSample(LungFixtures.pair(3))
    func distance(_ strength: Double) -> Float {
      (0..<12 as Range<UInt64>).reduce(0) { sum, stream in
        let image = varied(.brightness, stream: stream, strength: strength).image
        return sum + zip(image, original.image).reduce(0) { $0 + abs($1.0 - $1.1) }
      }
    }
    #expect(abs(distance(0.5) / distance(1) - 0.5) < 0.05)
  }

  @Test func inputIsStandardized() {
    let values = LungSample(LungFixtures.pair(1)).standardized.map { Double($0) }
    let mean = values.reduce(0, +) / Double(values.count)
    let deviation = (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    #expect(abs(mean) < 1e-5 && deviation < 1 && deviation > 0.97)
  }
}
