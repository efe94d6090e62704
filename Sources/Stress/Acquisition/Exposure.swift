import Foundation
package import Radiograph

extension StressKind {
  /// What lies outside of a collimated field, which is tilted a little: nearly black as behind an electronic shutter, or
  /// nearly white as an unexposed film; the parameter is the share of each side that is lost at each edge.
  public static let collimation = StressKind(
    "collimation", "Collimation edges", .acquisition, [0.03, 0.05, 0.07, 0.09, 0.12]
  ) { image, share, random in
    image.collimate(losing: share, &random)
  }

  /// One half, left, right, upper or lower, darker than the other; the parameter is what its levels are multiplied by.
  public static let halfDark = StressKind(
    "half_dark", "Half of the film darker", .acquisition, [0.9, 0.8, 0.7, 0.6, 0.5]
  ) { image, factor, random in
    image.darkenHalf(to: factor, &random)
  }

  /// Bars over the edges, black, white or grey; the parameter is the share of each side that is covered at each edge, at
  /// most.
  public static let borders = StressKind(
    "borders", "Borders", .acquisition, [0.02, 0.04, 0.06, 0.08, 0.1]
  ) { image, share, random in
    image.addBorders(share: share, &random)
  }
}

extension PreparedImage {
  /// Hides what lies outside of a field that loses about a share of each side at each edge.
  package mutating func collimate(losing share: Double, _ random: inout StressRandom) {
    let (width, height) = (Float(self.width), Float(self.height))
    let angle = Float(random.uniform(-4...4)) * .pi / 180
    let (sine, cosine) = (sin(angle), cos(angle))
    let level: Float = random.sign() > 0 ? 20 : 235
    // From the middle to each edge of the field.
    let reach = (0..<4).map { _ in Float(0.5 - share * random.uniform(0.7...1.3)) }
    let (left, right, top, bottom) = (reach[0] * width, reach[1] * width, reach[2] * height, reach[3] * height)
    // The penumbra is as wide as a hundredth of the shorter side.
    let sharpness = 100 / min(width, height)
    mapPlaces { film, x, y in
      let (dx, dy) = (Float(x) + 0.5 - width / 2, Float(y) + 0.5 - height / 2)
      let (u, v) = (cosine * dx + sine * dy, cosine * dy - sine * dx)
      let inside = min(min(u + left, right - u), min(v + top, bottom - v))
      let exposed = min(1, max(0, inside * sharpness + 0.5))
      // A little of the film shines through.
      let hidden = level + 0.1 * (film - level)
      return hidden + exposed * (film - hidden)
    }
  }

  /// Multiplies the levels of one half by a factor.
  package mutating func darkenHalf(to factor: Double, _ random: inout StressRandom) {
    let (width, height) = (Float(self.width), Float(self.height))
    let (isAcross, sign, dark) = (random.sign() > 0, Float(random.sign()), Float(factor))
    // The levels change over a tenth of the picture.
    mapPlaces { level, x, y in
      let place = isAcross ? (Float(x) + 0.5) / width : (Float(y) + 0.5) / height
      let share = min(1, max(0, sign * (place - 0.5) * 10 + 0.5))
      return level * (1 + share * (dark - 1))
    }
  }

  /// Covers at most a share of each side at each edge.
  package mutating func addBorders(share: Double, _ random: inout StressRandom) {
    let level = random.pick([0, 0, 255, 128], else: UInt8(0))
    let (width, height) = (self.width, self.height)
    let thickness = (0..<4).map { edge in
      let side = Double(edge < 2 ? width : height)
      return max(1, Int(share * random.uniform(0.6...1) * side))
    }
    fill(x: 0..<thickness[0], y: 0..<height, level: level)
    fill(x: width - min(width, thickness[1])..<width, y: 0..<height, level: level)
    fill(x: 0..<width, y: 0..<thickness[2], level: level)
    fill(x: 0..<width, y: height - min(height, thickness[3])..<height, level: level)
  }
}
