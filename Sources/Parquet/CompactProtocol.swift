/// Writes structures in Thrift's compact protocol, which Parquet's metadata is in.
///
/// "Thrift Compact Protocol", <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>. Fields are
/// written in the order of their numbers.
package struct CompactProtocol {
  /// The bytes so far.
  private(set) var bytes: [UInt8] = []
  /// The number of the last field of each open structure.
  private var lastFields: [Int] = [0]

  private enum WireType: UInt8 {
    case int32 = 5
    case int64 = 6
    case binary = 8
    case list = 9
    case structure = 12
  }

  /// A structure on its own, without a field before it.
  package static func structure(_ content: (inout CompactProtocol) -> Void) -> [UInt8] {
    var writer = CompactProtocol()
    content(&writer)
    writer.bytes.append(0)
    return writer.bytes
  }

  // MARK: - Fields

  package mutating func field(_ number: Int, _ value: Int32) {
    begin(number, .int32)
    integer(Int64(value))
  }

  package mutating func field(_ number: Int, _ value: Int64) {
    begin(number, .int64)
    integer(value)
  }

  package mutating func field(_ number: Int, _ text: String) {
    begin(number, .binary)
    binary(text)
  }

  /// A field that is a structure; an empty one where `content` writes nothing.
  package mutating func field(_ number: Int, _ content: (inout CompactProtocol) -> Void) {
    begin(number, .structure)
    structure(content)
  }

  package mutating func field(_ number: Int, list values: [Int32]) {
    begin(number, .list)
    list(values.count, .int32)
    for value in values { integer(Int64(value)) }
  }

  package mutating func field(_ number: Int, list texts: [String]) {
    begin(number, .list)
    list(texts.count, .binary)
    for text in texts { binary(text) }
  }

  /// A field that is a list of structures, each written by `content` from its item.
  package mutating func field<Item>(_ number: Int, list items: [Item], _ content: (inout CompactProtocol, Item) -> Void)
  {
    begin(number, .list)
    list(items.count, .structure)
    for item in items { structure { content(&$0, item) } }
  }

  // MARK: - Parts

  private mutating func begin(_ number: Int, _ type: WireType) {
    let last = lastFields.removeLast()
    lastFields.append(number)
    let step = number - last
    if (1...15).contains(step) {
      bytes.append(UInt8(step) << 4 | type.rawValue)
    } else {
      bytes.append(type.rawValue)
      integer(Int64(number))
    }
  }

  private mutating func structure(_ content: (inout CompactProtocol) -> Void) {
    lastFields.append(0)
    content(&self)
    lastFields.removeLast()
    bytes.append(0)
  }

  private mutating func list(_ count: Int, _ type: WireType) {
    guard count >= 15 else { return bytes.append(UInt8(count) << 4 | type.rawValue) }
    bytes.append(0xF0 | type.rawValue)
    bytes.appendVariableLength(UInt64(count))
  }

  private mutating func binary(_ text: String) {
    bytes.appendVariableLength(UInt64(text.utf8.count))
    bytes += text.utf8
  }

  /// Zigzag: small numbers of either sign are short.
  private mutating func integer(_ value: Int64) {
    bytes.appendVariableLength(UInt64(bitPattern: value << 1 ^ value >> 63))
  }
}

extension [UInt8] {
  /// Appends a number in base 128, the low digits first (ULEB128).
  mutating func appendVariableLength(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Appends a number's bytes, the low ones first.
  mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
