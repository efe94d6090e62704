import Foundation

/// What JPEG takes from a grey picture: cosines of blocks of 8 × 8, rounded to multiples of a table.
///
/// The table is that of annex K of ITU-T T.81 (1992), scaled to a quality as libjpeg does.
struct JPEGLoss {
  private let steps: [Float]

  /// The loss at a quality from 1 to 100.
  init(quality: Double) {
    let quality = min(100, max(1, quality))
    let percent = quality < 50 ? 5000 / quality : 200 - 2 * quality
    steps = Self.table.map { Float(min(255, max(1, (Double($0) * percent + 50) / 100)).rounded(.down)) }
  }

  /// Compresses and restores a square picture whose sides are multiples of 8.
  func apply(to image: inout [Float], side: Int) {
    var (block, half) = ([Float](repeating: 0, count: 64), [Float](repeating: 0, count: 64))
    for top in stride(from: 0, to: side, by: 8) {
      for left in stride(from: 0, to: side, by: 8) {
        for i in 0..<64 { block[i] = image[(top &+ i >> 3) &* side &+ left &+ i & 7] - 128 }
        Self.multiply(Self.cosines, block, into: &half)
        Self.multiply(half, Self.transposed, into: &block)
        for i in 0..<64 { block[i] = (block[i] / steps[i]).rounded() * steps[i] }
        Self.multiply(Self.transposed, block, into: &half)
        Self.multiply(half, Self.cosines, into: &block)
        for i in 0..<64 { image[(top &+ i >> 3) &* side &+ left &+ i & 7] = block[i] + 128 }
      }
    }
  }

  /// The product of two matrices of 8 × 8.
  private static func multiply(_ a: [Float], _ b: [Float], into product: inout [Float]) {
    for row in stride(from: 0, to: 64, by: 8) {
      for column in 0..<8 { product[row &+ column] = 0 }
      for k in 0..<8 {
        let factor = a[row &+ k]
        for column in 0..<8 { product[row &+ column] += factor * b[k &* 8 &+ column] }
      }
    }
  }

  private static let cosines: [Float] = (0..<64).map { i in
    let (k, n) = (Double(i / 8), Double(i % 8))
    return Float((k == 0 ? 0.125 : 0.25).squareRoot() * cos((2 * n + 1) * k * .pi / 16))
  }
  private static let transposed: [Float] = (0..<64).map { cosines[$0 % 8 * 8 + $0 / 8] }

  private static let table: [UInt8] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
  ]
}
