import Foundation
import Metrics

/// Pictures without lungs, so that the network learns to find none.
enum LungNegative {
  /// How often one stands in a picture's place in learning.
  static let probability = 0.06

  /// A picture without lungs, drawn from `random`; some are made of `sample`.
  static func drawn(_ random: inout SplitMix64, from sample: LungSample) -> LungSample {
    switch Int(random.uniform(0...4.999)) {
    case 0: plain(&random)
    case 1: gradient(&random)
    case 2: noise(&random)
    case 3: shapes(&random)
    default: withoutLungs(&random, sample)
    }
  }

  private static func plain(_ random: inout SplitMix64) -> LungSample {
    LungSample(level: Float(random.uniform(0...255)))
  }

  private static func gradient(_ random: inout SplitMix64) -> LungSample {
    var picture = LungSample(level: 0)
    let (base, side) = (Float(random.uniform(0...255)), LungSample.side)
    let (dx, dy) = (Float(random.uniform(-1.2...1.2)), Float(random.uniform(-1.2...1.2)))
    for i in picture.image.indices {
      picture.image[i] = base + dx * Float(i % side - side / 2) + dy * Float(i / side - side / 2)
    }
    picture.clamp()
    return picture
  }

  /// Noise of fine or coarse grain.
  private static func noise(_ random: inout SplitMix64) -> LungSample {
    var picture = LungSample(level: 0)
    let side = LungSample.side
    let grain = Int(random.uniform(1...24))
    let columns = side / grain + 1
    let levels = (0..<columns * columns).map { _ in Float(random.uniform(0...255)) }
    for i in picture.image.indices { picture.image[i] = levels[i / side / grain * columns + i % side / grain] }
    picture.image.withUnsafeMutableBufferPointer {
      GaussianBlur(deviation: Double(grain) / 3).apply(to: $0, width: side, height: side)
    }
    return picture
  }

  /// Ellipses and rectangles of several levels.
  private static func shapes(_ random: inout SplitMix64) -> LungSample {
    var picture = plain(&random)
    let side = LungSample.side
    for _ in 0..<Int(random.uniform(2...9)) {
      let isRound = random.uniform() < 0.5
      let (x, y) = (random.uniform(0...Double(side)), random.uniform(0...Double(side)))
      let (a, b) = (random.uniform(4...70), random.uniform(4...70))
      let level = Float(random.uniform(0...255))
      let rows = max(0, Int(y - b))..<max(1, min(side, Int(y + b)))
      for row in rows where rows.lowerBound < side {
        let offset = (Double(row) - y) / b
        let reach = isRound ? a * max(0, 1 - offset * offset).squareRoot() : a
        let (left, right) = (max(0, Int(x - reach)), min(side, Int(x + reach)))
        if left < right { for column in left..<right { picture.image[row * side + column] = level } }
      }
    }
    return picture
  }

  /// A film with a plain or noisy block where the lungs were.
  private static func withoutLungs(_ random: inout SplitMix64, _ sample: LungSample) -> LungSample {
    let side = LungSample.side
    let inside = sample.mask.indices.filter { sample.mask[$0] > 0 }
    guard let top = inside.first, let bottom = inside.last else { return plain(&random) }
    let columns = inside.map { $0 % side }
    let (left, right) = (columns.min() ?? 0, columns.max() ?? side - 1)
    var picture = sample
    picture.mask = [Float](repeating: 0, count: LungSample.area)
    let level = Float(random.uniform(0...255))
    let deviation = random.uniform() < 0.5 ? random.uniform(0...40) : 0
    for y in top / side...bottom / side {
      for x in left...right {
        picture.image[y * side + x] = level + (deviation > 0 ? Float(random.uniform(-deviation...deviation)) : 0)
      }
    }
    picture.clamp()
    return picture
  }
}
