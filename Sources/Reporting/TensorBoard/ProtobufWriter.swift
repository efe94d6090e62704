/// Writes the wire format of protocol buffers, as far as TensorBoard's messages need it.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  /// The message that `fill` writes.
  static func message(_ fill: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var writer = ProtobufWriter()
    fill(&writer)
    return writer.bytes
  }

  /// An `int32`, `int64` or enumeration.
  mutating func integer(_ field: UInt64, _ value: Int) {
    varint(field << 3)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A `double`.
  mutating func double(_ field: UInt64, _ value: Double) {
    varint(field << 3 | 1)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
  }

  /// A `float`.
  mutating func float(_ field: UInt64, _ value: Float) {
    varint(field << 3 | 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
  }

  /// `bytes`, an embedded message or packed numbers.
  mutating func data(_ field: UInt64, _ value: [UInt8]) {
    varint(field << 3 | 2)
    varint(UInt64(value.count))
    bytes += value
  }

  /// A `string`.
  mutating func string(_ field: UInt64, _ value: String) {
    data(field, Array(value.utf8))
  }

  /// An embedded message.
  mutating func message(_ field: UInt64, _ fill: (inout ProtobufWriter) -> Void) {
    data(field, ProtobufWriter.message(fill))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
