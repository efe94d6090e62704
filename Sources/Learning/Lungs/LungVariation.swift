import Foundation
package import Metrics

/// How a picture and its outline are varied: what was drawn.
///
/// Applied in this order: one affine map of both; inversion, gamma, contrast and brightness; blur or sharpening; what is
/// burnt in or hidden; noise; JPEG.
package struct LungVariation: Sendable, Equatable {
  /// One kind of variation.
  package enum Kind: String, CaseIterable, Sendable {
    case flip, upsideDown = "upside_down", rotation, scale, aspect, shift
    case inversion, gamma, contrast, brightness
    case blur, sharpening
    case border, erased, text
    case noise, jpeg

    /// How often it is drawn in learning.
    var probability: Double {
      switch self {
      case .flip, .rotation, .scale, .shift: 0.6
      case .gamma, .contrast, .brightness, .aspect: 0.5
      case .noise, .blur, .jpeg: 0.3
      case .sharpening, .border, .erased, .text: 0.2
      case .inversion: 0.15
      case .upsideDown: 0.08
      }
    }

    /// Whether it is there or not, so that less of it means less often.
    var isAllOrNothing: Bool { [.flip, .upsideDown, .inversion].contains(self) }
  }

  /// Left and right exchanged.
  var isFlipped = false
  /// Top and bottom exchanged.
  var isUpsideDown = false
  /// Degrees, clockwise.
  var rotation = 0.0
  /// Enlargement.
  var scale = 1.0
  /// Width by height, times this.
  var aspect = 1.0
  /// Shares of the width and the height.
  var shift = Variation.Offset()
  /// Level of what comes from outside the picture.
  var surround = Float(0)
  /// Black for white.
  var isInverted = false
  /// Exponent of levels from 0 to 1.
  var gamma = 1.0
  /// Factor of levels around the middle.
  var contrast = 1.0
  /// What is added to levels from 0 to 1.
  var brightness = 0.0
  /// Pixels of the Gaussian's standard deviation.
  var blur = 0.0
  /// How much of what blurring would take away is added.
  var sharpening = 0.0
  /// What is drawn over the picture.
  var artefacts = LungArtefacts()
  /// Standard deviation of the noise, white being 1.
  var noise = 0.0
  /// Seed of the noise.
  var noiseSeed: UInt64 = 0
  /// JPEG's quality, from 1 to 100.
  var jpegQuality: Double?

  /// A variation drawn from `random`.
  ///
  /// - Parameters:
  ///   - strength: How far the ranges reach; 1 in learning.
  ///   - only: The kind that is wanted, and no other; nil draws which ones.
  package init(_ random: inout SplitMix64, strength: Double = 1, only: Kind? = nil) {
    var wanted: Set<Kind> = []
    for kind in Kind.allCases {
      let chance = kind.isAllOrNothing ? kind.probability * strength : kind.probability
      let drawn = random.uniform() < chance
      if only.map({ $0 == kind }) ?? drawn { wanted.insert(kind) }
    }
    func spread(_ kind: Kind, _ limit: Double) -> Double {
      let value = random.uniform(-limit...limit) * strength
      return wanted.contains(kind) ? value : 0
    }
    isFlipped = wanted.contains(.flip)
    isUpsideDown = wanted.contains(.upsideDown)
    // An upside-down film is more often turned than mirrored.
    if isUpsideDown, random.uniform() < 0.6 { isFlipped.toggle() }
    rotation = spread(.rotation, 25)
    let size = random.uniform(log(0.6)...log(1.4)) * strength
    if wanted.contains(.scale) { scale = exp(size) }
    aspect = exp(spread(.aspect, log(1.25)))
    shift = .init(x: spread(.shift, 0.14), y: spread(.shift, 0.14))
    let (outside, grey) = (random.uniform(), Float(random.uniform(0...255)))
    surround = outside < 0.6 ? 0 : outside < 0.75 ? 255 : grey
    isInverted = wanted.contains(.inversion)
    gamma = exp(spread(.gamma, log(2.2)))
    contrast = exp(spread(.contrast, log(1.9)))
    brightness = spread(.brightness, 0.25)
    blur = spread(.blur, 2.5).magnitude
    sharpening = spread(.sharpening, 2.5).magnitude
    noise = spread(.noise, 0.12).magnitude
    noiseSeed = random.next()
    let loss = spread(.jpeg, 85).magnitude
    if wanted.contains(.jpeg) { jpegQuality = 92 - loss }
    artefacts = LungArtefacts(&random, strength: strength, wanted: wanted)
  }

  /// Varies a sample.
  package func apply(to sample: inout LungSample) {
    if movesPixels { warp(&sample) }
    changeLevels(&sample.image)
    changeSharpness(&sample.image)
    artefacts.apply(to: &sample)
    if noise > 0 { addNoise(&sample.image) }
    sample.clamp()
    if let jpegQuality { JPEGLoss(quality: jpegQuality).apply(to: &sample.image, side: LungSample.side) }
    sample.clamp()
  }

  // MARK: - Geometry

  private var movesPixels: Bool {
    isFlipped || isUpsideDown || rotation != 0 || scale != 1 || aspect != 1 || shift != Variation.Offset()
  }

  /// From a place in the varied picture to where it comes from, in pixels.
  private var source: AffineMap {
    let half = Double(LungSample.side) / 2
    let stretch = aspect.squareRoot()
    let mirrored = AffineMap.scale(isFlipped ? -1 : 1, isUpsideDown ? -1 : 1)
    return AffineMap.translation(-half * (1 + 2 * shift.x), -half * (1 + 2 * shift.y))
      .then(.rotation(-rotation * .pi / 180))
      .then(.scale(1 / (scale * stretch), stretch / scale))
      .then(mirrored)
      .then(.translation(half, half))
  }

  /// Interpolates picture and outline bilinearly at the same places.
  private func warp(_ sample: inout LungSample) {
    let (side, map) = (LungSample.side, source)
    var image = [Float](repeating: surround, count: LungSample.area)
    var mask = [Float](repeating: 0, count: LungSample.area)
    let limit = Float(side) - 0.5
    let (dx, dy) = (Float(map.a), Float(map.d))
    for y in 0..<side {
      let startX = Float(map.a * 0.5 + map.b * (Double(y) + 0.5) + map.c - 0.5)
      let startY = Float(map.d * 0.5 + map.e * (Double(y) + 0.5) + map.f - 0.5)
      for x in 0..<side {
        let (sx, sy) = (startX + dx * Float(x), startY + dy * Float(x))
        guard sx > -0.5, sy > -0.5, sx < limit, sy < limit else { continue }
        let (column, line) = (min(side - 2, max(0, Int(sx))), min(side - 2, max(0, Int(sy))))
        let (fx, fy) = (min(1, max(0, sx - Float(column))), min(1, max(0, sy - Float(line))))
        let corner = line &* side &+ column
        image[y &* side &+ x] = Self.between(sample.image, corner, side, fx, fy)
        mask[y &* side &+ x] = Self.between(sample.mask, corner, side, fx, fy)
      }
    }
    sample.image = image
    sample.mask = mask
  }

  @inline(__always)
  private static func between(_ plane: [Float], _ corner: Int, _ side: Int, _ fx: Float, _ fy: Float) -> Float {
    let (a, b) = (plane[corner], plane[corner &+ 1])
    let (c, d) = (plane[corner &+ side], plane[corner &+ side &+ 1])
    let (upper, lower) = (a + fx * (b - a), c + fx * (d - c))
    return upper + fy * (lower - upper)
  }

  // MARK: - Levels

  private func changeLevels(_ image: inout [Float]) {
    guard isInverted || gamma != 1 || contrast != 1 || brightness != 0 else { return }
    // A table: levels are from 0 to 255, and a sixteenth of one is fine enough.
    let table = (0...255 * 16).map { step -> Float in
      let level = Double(step) / (255 * 16)
      let curved = pow(isInverted ? 1 - level : level, gamma)
      return Float(255 * ((curved - 0.5) * contrast + 0.5 + brightness))
    }
    for i in image.indices { image[i] = min(255, max(0, table[Int(min(255, max(0, image[i])) * 16)])) }
  }

  private func changeSharpness(_ image: inout [Float]) {
    let side = LungSample.side
    if blur > 0.1 {
      image.withUnsafeMutableBufferPointer {
        GaussianBlur(deviation: blur).apply(to: $0, width: side, height: side)
      }
    }
    guard sharpening > 0 else { return }
    var smooth = image
    smooth.withUnsafeMutableBufferPointer { GaussianBlur(deviation: 2).apply(to: $0, width: side, height: side) }
    for i in image.indices { image[i] += Float(sharpening) * (image[i] - smooth[i]) }
  }

  /// Adds noise that is nearly normal: the sum of four even draws (Irwin, Hall, 1927), from one random word.
  private func addNoise(_ image: inout [Float]) {
    var random = SplitMix64(seed: noiseSeed)
    let factor = 255 * Float(noise) * Float(3).squareRoot() / 65_536
    for i in image.indices {
      let word = random.next()
      let sum = Int(word & 0xFFFF) + Int(word >> 16 & 0xFFFF) + Int(word >> 32 & 0xFFFF) + Int(word >> 48)
      image[i] += factor * Float(sum - 131_070)
    }
  }
}
