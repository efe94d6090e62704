import Foundation

/// A Gaussian blur of one plane, rows first and then columns; at the edges the outermost level goes on.
struct GaussianBlur {
  /// Weights from the middle outwards.
  private let weights: [Float]

  /// A blur with a standard deviation in pixels, cut off at three of them.
  init(deviation: Double) {
    let radius = max(1, Int((3 * deviation).rounded(.up)))
    let raw = (0...radius).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
    let sum = raw.reduce(0) { $0 + 2 * $1 } - raw[0]
    weights = raw.map { Float($0 / sum) }
  }

  func apply(to plane: UnsafeMutableBufferPointer<Float>, width: Int, height: Int) {
    let radius = weights.count - 1
    var line = [Float](repeating: 0, count: width)
    for y in 0..<height {
      let row = UnsafeMutableBufferPointer(rebasing: plane[y * width..<(y + 1) * width])
      for x in 0..<width { line[x] = weights[0] * row[x] }
      for k in 1...radius {
        let weight = weights[k]
        for x in 0..<width { line[x] += weight * (row[max(0, x &- k)] + row[min(width &- 1, x &+ k)]) }
      }
      for x in 0..<width { row[x] = line[x] }
    }
    let source = [Float](plane)
    for y in 0..<height {
      let row = UnsafeMutableBufferPointer(rebasing: plane[y * width..<(y + 1) * width])
      for x in 0..<width { row[x] = weights[0] * source[y &* width &+ x] }
      for k in 1...radius {
        let weight = weights[k]
        let (above, below) = (max(0, y - k) * width, min(height - 1, y + k) * width)
        for x in 0..<width { row[x] += weight * (source[above &+ x] + source[below &+ x]) }
      }
    }
  }
}
