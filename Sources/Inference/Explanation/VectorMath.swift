/// Sums and products over rows of floats, in loops that become vector instructions.
enum VectorMath {
  /// The sum of all values, in eight running sums.
  static func sum(_ values: UnsafeBufferPointer<Float>) -> Float {
    var sums = SIMD8<Float>.zero
    let bytes = UnsafeRawBufferPointer(values)
    let whole = values.count & ~7
    for index in stride(from: 0, to: whole, by: 8) {
      sums += bytes.loadUnaligned(fromByteOffset: 4 &* index, as: SIMD8<Float>.self)
    }
    return values[whole...].reduce(sums.sum(), +)
  }

  /// The product of matrices `[rows, inner] · [inner, columns]`, both row-major: `[rows, columns]`.
  ///
  /// Rows of the right one are taken in blocks that stay in the fastest cache while every row of the left one uses them;
  /// zeros on the left cost nothing.
  static func product(_ left: [Float], _ right: UnsafeBufferPointer<Float>, inner: Int, columns: Int) -> [Float] {
    guard inner > 0, columns > 0, right.count >= inner * columns else { return [] }
    let rows = left.count / inner
    let block = max(1, 4096 / columns)
    var result = [Float](repeating: 0, count: rows * columns)
    result.withUnsafeMutableBufferPointer { result in
      for first in stride(from: 0, to: inner, by: block) {
        for row in 0..<rows {
          let sums = UnsafeMutableBufferPointer(rebasing: result[row &* columns..<(row &+ 1) &* columns])
          for place in first..<min(first &+ block, inner) {
            let weight = left[row &* inner &+ place]
            guard weight != 0 else { continue }
            add(weight, UnsafeBufferPointer(rebasing: right[place &* columns..<(place &+ 1) &* columns]), to: sums)
          }
        }
      }
    }
    return result
  }

  /// Adds `weight · values` to as many sums.
  private static func add(
    _ weight: Float, _ values: UnsafeBufferPointer<Float>, to sums: UnsafeMutableBufferPointer<Float>
  ) {
    let (source, target) = (UnsafeRawBufferPointer(values), UnsafeMutableRawBufferPointer(sums))
    let whole = values.count & ~7
    for offset in stride(from: 0, to: 4 &* whole, by: 32) {
      let sum =
        target.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
        + source.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self) * weight
      target.storeBytes(of: sum, toByteOffset: offset, as: SIMD8<Float>.self)
    }
    for index in whole..<values.count { sums[index] += values[index] * weight }
  }
}
