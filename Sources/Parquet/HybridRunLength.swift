/// Small numbers as runs of one value, and as groups of eight with few bits each.
///
/// Parquet's "Run Length Encoding / Bit-Packing Hybrid (RLE = 3)",
/// <https://github.com/apache/parquet-format/blob/master/Encodings.md>; without the length before it.
package struct HybridRunLength {
  private let bitWidth: Int
  private var bytes: [UInt8] = []
  /// Values that wait to be packed; but for the last time whole groups of eight.
  private var packed: [UInt32] = []

  /// Encodes values that need at most `bitWidth` bits (1 to 32).
  package static func encoded(_ values: [UInt32], bitWidth: Int) -> [UInt8] {
    var encoder = HybridRunLength(bitWidth: bitWidth)
    var position = 0
    while position < values.count {
      let value = values[position]
      var end = position + 1
      while end < values.count, values[end] == value { end += 1 }
      encoder.append(value, count: end - position)
      position = end
    }
    encoder.flush()
    return encoder.bytes
  }

  private init(bitWidth: Int) { self.bitWidth = bitWidth }

  /// A value that comes `count` times.
  private mutating func append(_ value: UInt32, count: Int) {
    // A group that is begun is filled first.
    let filling = min(count, (8 - packed.count % 8) % 8)
    packed += repeatElement(value, count: filling)
    let rest = count - filling
    guard rest >= 8 else { return packed += repeatElement(value, count: rest) }
    flush()
    bytes.appendVariableLength(UInt64(rest) << 1)
    for byte in 0..<(bitWidth + 7) / 8 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
  }

  /// Writes what waits; a last group that isn't full gets zeros.
  private mutating func flush() {
    guard !packed.isEmpty else { return }
    packed += repeatElement(0, count: (8 - packed.count % 8) % 8)
    bytes.appendVariableLength(UInt64(packed.count / 8) << 1 | 1)
    var buffer: UInt64 = 0
    var filled = 0
    for value in packed {
      buffer |= UInt64(value) << filled
      filled += bitWidth
      while filled >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: buffer))
        buffer >>= 8
        filled -= 8
      }
    }
    packed.removeAll(keepingCapacity: true)
  }
}
