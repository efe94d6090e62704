import Datasets
import Foundation
import Learning
import Radiograph
import Testing

/// Variations of a picture, against SciPy and by their properties.
struct VariationTests {
  private static let scale = Preprocessing(color: .grayscale, steps: [], mean: [0], std: [1])

  private struct Goldens: Decodable {
    struct Case: Decodable {
      let flip: Bool
      let crop: [Double]
      let translation: [Double]
      let rotation: Double
      let blur: Double
      let brightness: Double
      let contrast: Double
      let aspect: Double
      let gamma: Double
      let erased: [Double]
      let levels: [Float]

      var variation: Variation {
        var variation = Variation()
        variation.isFlipped = flip
        variation.crop = .init(center: .init(x: crop[0], y: crop[1]), size: .init(x: crop[2], y: crop[3]))
        variation.translation = .init(x: translation[0], y: translation[1])
        variation.rotation = rotation
        variation.blur = blur
        variation.brightness = brightness
        variation.contrast = contrast
        variation.aspect = aspect
        variation.gamma = gamma
        if erased.count == 4 {
          variation.erased = .init(center: .init(x: erased[0], y: erased[1]), size: .init(x: erased[2], y: erased[3]))
        }
        return variation
      }
    }
    let width: Int
    let height: Int
    let cases: [Case]
  }

  /// The picture of `make_goldens.py`.
  private static func picture(_ width: Int, _ height: Int, channels: Int = 1) throws -> PreparedImage {
    var samples: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<channels {
          samples.append(UInt8(truncatingIfNeeded: x * 37 + y * 71 + x * y * 13 + channel * 50))
        }
      }
    }
    return try PreparedImage(width: width, height: height, channels: channels, samples: samples)
  }

  private static func levels(
    _ image: PreparedImage, _ variation: Variation, _ input: Preprocessing = scale
  ) throws -> [Float] {
    var levels = [Float](repeating: .nan, count: image.width * image.height * input.channels)
    try levels.withUnsafeMutableBufferPointer { try input.normalize(image, varied: variation, into: $0) }
    return levels
  }

  @Test func asSciPyVariesIt() throws {
    let goldens = try JSONGolden.read(Goldens.self, "warps.json")
    let image = try Self.picture(goldens.width, goldens.height)
    for golden in goldens.cases {
      let levels = try Self.levels(image, golden.variation).map { $0 * 255 }
      let worst = zip(levels, golden.levels).map { abs($0 - $1) }.max() ?? .infinity
      #expect(worst < 0.05, "\(golden.variation)")
    }
  }

  @Test func nothingVariedChangesNothing() throws {
    let image = try Self.picture(31, 20, channels: 3)
    var plain = [Float](repeating: 0, count: 31 * 20 * 3)
    try plain.withUnsafeMutableBufferPointer { try Preprocessing.imageNet224.normalize(image, into: $0) }
    #expect(try Self.levels(image, Variation(), .imageNet224) == plain)
    #expect(try image.varied(Variation()) == image)
  }

  @Test func warpingByNothingChangesNothing() throws {
    // A full turn is no turn, but goes the long way.
    let image = try Self.picture(31, 20)
    var turned = Variation()
    turned.rotation = 360
    #expect(!turned.isIdentity)
    #expect(try image.varied(turned) == image)
  }

  @Test func flippingTwiceChangesNothing() throws {
    let image = try Self.picture(30, 21, channels: 3)
    var flipped = Variation()
    flipped.isFlipped = true
    let once = try image.varied(flipped)
    #expect(once.samples[0..<3] == image.samples[87..<90])
    #expect(try once.varied(flipped) == image)
  }

  @Test func greyPicturesGiveEqualChannels() throws {
    let image = try Self.picture(16, 16)
    let input = Preprocessing(color: .rgb, steps: [], mean: [0, 0, 0], std: [1, 1, 1])
    var variation = Variation()
    variation.rotation = 30
    variation.noise = 0.1
    variation.noiseSeed = 5
    let levels = try Self.levels(image, variation, input)
    #expect(levels[0..<256] == levels[256..<512])
    #expect(levels[0..<256] == levels[512..<768])
    #expect(levels.allSatisfy { (0...1).contains($0) })
  }

  @Test func noiseHasItsDeviation() throws {
    let image = try PreparedImage(width: 200, height: 200, channels: 1, samples: Array(repeating: 128, count: 40_000))
    var variation = Variation()
    variation.noise = 0.05
    variation.noiseSeed = 11
    let levels = try Self.levels(image, variation).map { Double($0) - 128.0 / 255 }
    let mean = levels.reduce(0, +) / 40_000
    let deviation = (levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40_000).squareRoot()
    #expect(abs(mean) < 0.001)
    #expect(abs(deviation - 0.05) < 0.001)
    variation.noiseSeed = 12
    #expect(try Self.levels(image, variation).map { Double($0) - 128.0 / 255 } != levels)
  }
}
