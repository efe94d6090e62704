/// One decoded frame as it was stored: exact, before any grey-scale or colour transformation.
public struct StoredPixels: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Samples a pixel, interleaved: 1 or 3.
  public let samplesPerPixel: Int
  /// Significant bits of a sample, 1 to 32.
  public let bits: Int
  /// Whether samples are two's complement numbers of ``bits`` bits.
  public let isSigned: Bool

  /// The samples' bit patterns, row by row; what lies above ``bits`` is 0.
  enum Patterns: Sendable, Equatable {
    /// Up to 16 bits.
    case narrow([UInt16])
    /// More than 16 bits.
    case wide([UInt32])
  }
  let patterns: Patterns

  /// Samples in all.
  public var count: Int {
    switch patterns {
    case .narrow(let patterns): patterns.count
    case .wide(let patterns): patterns.count
    }
  }

  /// The stored value at `index` of the row-major, interleaved samples.
  public subscript(index: Int) -> Int {
    switch patterns {
    case .narrow(let patterns): value(UInt32(patterns[index]))
    case .wide(let patterns): value(patterns[index])
    }
  }

  /// The values on a scale from 0, the lowest of them, to 255, the highest, fractions cut off, as NumPy's
  /// `((x - x.min()) / (x.max() - x.min()) * 255).astype(np.uint8)` gives them; 0 where all are the same.
  var stretched: [UInt8] {
    let values = (0..<count).map { self[$0] }
    guard let low = values.min(), let high = values.max(), low < high else { return values.map { _ in 0 } }
    let range = Double(high - low)
    return values.map { UInt8(Double($0 - low) / range * 255) }
  }

  /// The stored value of a bit pattern.
  func value(_ pattern: UInt32) -> Int {
    isSigned && pattern >> UInt32(bits - 1) != 0 ? Int(pattern) - 1 << bits : Int(pattern)
  }
}
