import Foundation
import Metrics

/// What hides parts of a film: borders, erased blocks, burnt-in text.
struct LungArtefacts: Sendable, Equatable {
  /// A rectangle of one level, in pixels.
  struct Block: Sendable, Equatable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var level: Float
  }

  /// Bars along the edges; nothing of the film is left below them, so no lung either.
  var borders: [Block] = []
  /// Blocks over the film, below which lungs go on.
  var erased: [Block] = []
  /// The strokes of letters.
  var strokes: [Block] = []

  /// Nothing.
  init() {}

  /// The artefacts of the kinds that are wanted, drawn from `random`.
  init(_ random: inout SplitMix64, strength: Double, wanted: Set<LungVariation.Kind>) {
    var random = SplitMix64(seed: random.next())
    if wanted.contains(.border) { borders = Self.bars(&random, strength) }
    if wanted.contains(.erased) {
      erased = (0...Int(random.uniform(0...3))).map { _ in Self.block(&random, strength) }
    }
    if wanted.contains(.text) {
      for _ in 0...Int(random.uniform(0...2.9)) { strokes += Self.word(&random, strength) }
    }
  }

  /// Draws over a sample.
  func apply(to sample: inout LungSample) {
    for block in erased { Self.fill(block, &sample.image) }
    for block in borders {
      Self.fill(block, &sample.image)
      var nothing = block
      nothing.level = 0
      Self.fill(nothing, &sample.mask)
    }
    for stroke in strokes { Self.fill(stroke, &sample.image) }
  }

  // MARK: - Drawing

  private static func bars(_ random: inout SplitMix64, _ strength: Double) -> [Block] {
    let side = LungSample.side
    let colour = random.uniform()
    let level: Float = colour < 0.5 ? 0 : colour < 0.75 ? 255 : Float(random.uniform(30...220))
    let isAround = random.uniform() < 0.5
    let common = random.uniform(0...0.14)
    return (0..<4).compactMap { edge in
      let (drawn, isThere) = (random.uniform(0...0.16), random.uniform() < 0.5)
      guard isAround || isThere else { return nil }
      let thickness = Int((isAround ? common : drawn) * strength * Double(side))
      return switch edge {
      case 0: Block(x: 0, y: 0, width: side, height: thickness, level: level)
      case 1: Block(x: 0, y: side - thickness, width: side, height: thickness, level: level)
      case 2: Block(x: 0, y: 0, width: thickness, height: side, level: level)
      default: Block(x: side - thickness, y: 0, width: thickness, height: side, level: level)
      }
    }
  }

  private static func block(_ random: inout SplitMix64, _ strength: Double) -> Block {
    let side = Double(LungSample.side)
    let (width, height) = (random.uniform(0.04...0.24) * strength * side, random.uniform(0.04...0.24) * strength * side)
    return Block(
      x: Int(random.uniform(-width / 2...side - width / 2)), y: Int(random.uniform(-height / 2...side - height / 2)),
      width: Int(width), height: Int(height), level: Float(random.uniform(0...255)))
  }

  /// A word of characters of seven segments.
  private static func word(_ random: inout SplitMix64, _ strength: Double) -> [Block] {
    let side = Double(LungSample.side)
    let thickness = max(1, Int(random.uniform(1...3) * strength))
    let (width, height) = (thickness * 4, thickness * 7)
    var x = Int(random.uniform(0...side * 0.9))
    let y = Int(random.uniform(0...side * 0.95))
    let level: Float = random.uniform() < 0.8 ? Float(random.uniform(200...255)) : Float(random.uniform(0...40))
    var strokes: [Block] = []
    for _ in 0...Int(random.uniform(0...8)) {
      let lit = random.next()
      for row in 0..<3 where lit >> UInt64(row) & 1 == 1 {
        let place = y + row * (height - thickness) / 2
        strokes.append(Block(x: x, y: place, width: width, height: thickness, level: level))
      }
      for column in 0..<2 where lit >> UInt64(3 + column) & 1 == 1 {
        let place = x + column * (width - thickness)
        strokes.append(Block(x: place, y: y, width: thickness, height: height, level: level))
      }
      x += width + 2 * thickness
    }
    return strokes
  }

  /// Fills what of a block lies in the picture.
  static func fill(_ block: Block, _ plane: inout [Float]) {
    let side = LungSample.side
    let (left, right) = (max(0, block.x), min(side, block.x + block.width))
    let (top, bottom) = (max(0, block.y), min(side, block.y + block.height))
    guard left < right, top < bottom else { return }
    for y in top..<bottom {
      for x in left..<right { plane[y * side + x] = block.level }
    }
  }
}
