import Learning
import Radiograph
import Stress
import Testing

@Suite("Pictures changed as films of elsewhere differ")
struct AcquisitionTests {
  private static func augmentation(
    _ preset: AcquisitionSection.Preset, probability: Double = 0.7, without: [AcquisitionKind] = []
  ) -> Augmentation {
    var section = AugmentSection()
    section.flip = 0.5
    section.rotation = 10
    section.acquisition = AcquisitionSection()
    section.acquisition?.preset = preset
    section.acquisition?.probability = probability
    section.acquisition?.without = without
    return Augmentation(section, seed: 7)
  }

  private static func changes(_ augmentation: Augmentation, count: Int = 8000) -> [AcquisitionChange] {
    (0..<count).compactMap { augmentation.variation(epoch: 1 + $0 / 1000, sample: $0 % 1000).acquisition }
  }

  private static func picture(_ channels: Int, width: Int = 60, height: Int = 48) throws -> PreparedImage {
    let count = width * height * channels
    let samples = (0..<count).map { UInt8(truncatingIfNeeded: 40 + $0 * 160 / count + $0 % 7 * 5) }
    return try PreparedImage(width: width, height: height, channels: channels, samples: samples)
  }

  // MARK: - Kinds of stress

  /// All kinds of the batteries but four are learnt with what `hilum-best` varies.
  @Test func whatRecipesLearnOfTheBattery() throws {
    let recipe = try Recipe(
      yaml: """
        stages:
          - name: head
          - name: deeper
            augment:
              rotation: 10
              zoom: 1.15
              translate: 0.04
              acquisition: strong
        """, file: "made.yaml")
    let held = Set(StressBattery.all.kinds).subtracting(recipe.variedKinds)
    #expect(held == [.pixelate, .speckleNoise, .narrow, .wide])
    #expect(try Recipe(yaml: "name: plain", file: "plain.yaml").variedKinds == [])
  }

  @Test(arguments: [
    ("{brightness: 0.2}", [StressKind.brightnessUp, .brightnessDown]),
    ("{contrast: 0.1}", [.contrastUp, .contrastDown]),
    ("{gamma: 0.3}", [.gammaUp, .gammaDown]), ("{blur: 1}", [.gaussianBlur]), ("{noise: 0.05}", [.gaussianNoise]),
    ("{crop_scale: 0.7}", [.zoomIn, .narrow, .wide]), ("{aspect: 1.2}", [.narrow, .wide]), ("{flip: 0.5}", []),
    ("{rotation: 7, geometry: 0}", []), ("{acquisition: {preset: strong, probability: 0}}", []),
    (
      "{acquisition: {preset: light, without: [brightness, contrast, gamma, blur, noise]}}",
      [.jpegCompression, .lowResolution]
    ),
  ])
  func whatAKeyLearns(_ augment: String, _ expected: [StressKind]) throws {
    #expect(try Recipe(yaml: "augment: \(augment)", file: "made.yaml").variedKinds == Set(expected))
  }

  // MARK: - Draws

  @Test func eachKindIsAsLikely() {
    for preset in AcquisitionSection.Preset.allCases {
      let changes = Self.changes(Self.augmentation(preset))
      #expect((5300...5900).contains(changes.count))
      let counts = Dictionary(grouping: changes, by: \.kind).mapValues(\.count)
      #expect(Set(counts.keys) == Set(preset.kinds))
      let expected = Double(changes.count) / Double(preset.kinds.count)
      #expect(counts.values.allSatisfy { abs(Double($0) - expected) < 5 * expected.squareRoot() })
    }
    #expect(AcquisitionSection.Preset.light.kinds.count == 7)
    #expect(AcquisitionSection.Preset.strong.kinds.count == 17)
  }

  @Test func amountsFillTheirRanges() {
    let changes = Self.changes(Self.augmentation(.strong, probability: 1), count: 17_000)
    let ranges: [AcquisitionKind: ClosedRange<Double>] = [
      .brightness: 0.5...1.5, .contrast: 0.4...1.6, .gamma: 0.4...1.6, .blur: 0...2.5, .noise: 0...0.08, .jpeg: 8...80,
      .lowResolution: 0.3...0.9, .shotNoise: 60...300, .unsharpMask: 0.5...2.5, .windowNarrow: 0...0.2,
      .windowWide: 1...3, .equalization: 0...1, .impulseNoise: 0...0.02, .borders: 0...0.1, .collimation: 0...0.12,
      .text: 1...6, .halfDark: 0.5...1,
    ]
    #expect(Set(ranges.keys) == Set(AcquisitionKind.allCases))
    for (kind, range) in ranges {
      let amounts = changes.filter { $0.kind == kind }.map(\.amount)
      let width = range.upperBound - range.lowerBound
      #expect(amounts.allSatisfy(range.contains), "\(kind)")
      #expect((amounts.min() ?? .infinity) < range.lowerBound + 0.02 * width, "\(kind)")
      #expect((amounts.max() ?? 0) > range.upperBound - 0.03 * width, "\(kind)")
    }
    // Half of the qualities lie below the geometric mean of 8 and 80.
    let qualities = changes.filter { $0.kind == .jpeg }.map(\.amount)
    #expect(abs(Double(qualities.count { $0 < 25.3 }) / Double(qualities.count) - 0.5) < 0.08)
    #expect(Set(changes.map(\.seed)).count == changes.count)
  }

  @Test func whatIsHeldOutIsNotDrawn() {
    let held: [AcquisitionKind] = [.jpeg, .noise, .text]
    let changes = Self.changes(Self.augmentation(.strong, without: held))
    #expect(Set(changes.map(\.kind)) == Set(AcquisitionKind.allCases).subtracting(held))
    #expect(Self.changes(Self.augmentation(.strong, probability: 0)).isEmpty)
  }

  @Test func otherDrawsStayAsTheyWere() {
    var section = AugmentSection()
    section.flip = 0.5
    section.rotation = 10
    let plain = Augmentation(section, seed: 7)
    let changed = Self.augmentation(.strong, probability: 1)
    for sample in 0..<50 {
      var variation = changed.variation(epoch: 2, sample: sample)
      #expect(variation.acquisition != nil)
      #expect(variation == changed.variation(epoch: 2, sample: sample))
      #expect(variation.acquisition != changed.variation(epoch: 2, sample: sample, occurrence: 1).acquisition)
      #expect(variation.acquisition != changed.variation(epoch: 3, sample: sample).acquisition)
      variation.acquisition = nil
      #expect(variation == plain.variation(epoch: 2, sample: sample))
    }
  }

  // MARK: - Pictures

  @Test(arguments: AcquisitionKind.allCases)
  func everyKindChangesThePictureAndKeepsItsShape(kind: AcquisitionKind) throws {
    let amounts = Self.changes(Self.augmentation(.strong, probability: 1), count: 2000).filter { $0.kind == kind }
    let change = try #require(amounts.max { $0.amount < $1.amount })
    for channels in [1, 3] {
      let clean = try Self.picture(channels)
      var changed = clean
      try AcquisitionChange(kind, amount: kind == .halfDark ? 0.6 : change.amount, seed: 3).apply(to: &changed)
      #expect(changed.width == clean.width && changed.height == clean.height && changed.channels == channels)
      #expect(changed.samples != clean.samples)
    }
    for (width, height) in [(1, 1), (1, 9), (17, 2)] {
      for change in amounts.prefix(3) {
        var tiny = try Self.picture(1, width: width, height: height)
        try change.apply(to: &tiny)
        #expect(tiny.samples.count == width * height)
      }
    }
  }

  /// What is learnt for is what is measured.
  @Test(arguments: [
    (AcquisitionKind.brightness, 1.3, StressKind.brightnessUp, 3), (.contrast, 0.4, .contrastDown, 5),
    (.gamma, 1.6, .gammaUp, 5), (.jpeg, 30, .jpegCompression, 2), (.equalization, 0.4, .equalization, 2),
    (.windowNarrow, 0.1, .windowNarrow, 3), (.windowWide, 2, .windowWide, 3),
  ])
  func isAsUnderStress(kind: AcquisitionKind, amount: Double, stress: StressKind, severity: Int) throws {
    for channels in [1, 3] {
      var changed = try Self.picture(channels)
      let stressed = try Stress(stress, severity: severity).apply(to: changed, seed: 0)
      try AcquisitionChange(kind, amount: amount).apply(to: &changed)
      #expect(changed == stressed)
    }
  }

  @Test func comesAfterTheGeometryAndBeforeTheRest() throws {
    for channels in [1, 3] {
      let clean = try Self.picture(channels)
      var (flip, later) = (Variation(), Variation())
      flip.isFlipped = true
      later.brightness = 1.2
      var expected = try clean.varied(flip)
      let change = AcquisitionChange(.text, amount: 3, seed: 5)
      try change.apply(to: &expected)
      var variation = flip
      variation.acquisition = change
      #expect(try clean.varied(variation) == expected)
      variation.brightness = 1.2
      #expect(try clean.varied(variation) == expected.varied(later))
      let input = Preprocessing.imageNet224
      var (levels, wanted) = ([Float](repeating: 0, count: 3 * 60 * 48), [Float](repeating: 1, count: 3 * 60 * 48))
      try levels.withUnsafeMutableBufferPointer { try input.normalize(clean, varied: variation, into: $0) }
      try wanted.withUnsafeMutableBufferPointer { try input.normalize(expected, varied: later, into: $0) }
      #expect(levels == wanted)
    }
  }
}
