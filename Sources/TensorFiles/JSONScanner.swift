import FoundationEssentials

/// Scans the little JSON that safetensors headers are made of: objects, strings, and lists of counts.
///
/// Foundation's decoder would take the last of two equal keys and round numbers; this one refuses both.
struct JSONScanner {
  private let bytes: [UInt8]
  /// Where the next token is looked for.
  private(set) var offset = 0

  /// Scans these bytes.
  init(_ data: Data) {
    bytes = Array(data)
  }

  /// Scans an object and calls `value` at each value, with its key.
  mutating func object(
    _ value: (String, inout JSONScanner) throws(SafetensorsFault) -> Void
  ) throws(SafetensorsFault) {
    try expect("{")
    if skip("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      try value(key, &self)
    } while skip(",")
    try expect("}")
  }

  /// Scans a list of non-negative integers.
  mutating func integers() throws(SafetensorsFault) -> [Int] {
    try expect("[")
    var values: [Int] = []
    if skip("]") { return values }
    repeat { values.append(try integer()) } while skip(",")
    try expect("]")
    return values
  }

  /// Scans a string.
  mutating func string() throws(SafetensorsFault) -> String {
    try expect("\"")
    let start = offset
    var text: [UInt8] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw .malformedHeader(offset: start, expected: "UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += try escape()
      case 0..<0x20: throw .malformedHeader(offset: offset - 1, expected: "no control character")
      default: text.append(byte)
      }
    }
    throw .malformedHeader(offset: offset, expected: "\"")
  }

  /// Checks that nothing but white space is left.
  mutating func expectEnd() throws(SafetensorsFault) {
    skipSpace()
    guard offset == bytes.count else { throw .malformedHeader(offset: offset, expected: "the end") }
  }

  // MARK: - Tokens

  private mutating func integer() throws(SafetensorsFault) -> Int {
    skipSpace()
    let start = offset
    while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) { offset += 1 }
    let digits = bytes[start..<offset]
    guard digits.count == 1 || digits.first != UInt8(ascii: "0"),
      let value = Int(String(decoding: digits, as: UTF8.self))
    else { throw .malformedHeader(offset: start, expected: "a count") }
    return value
  }

  /// The bytes that an escape sequence stands for; its backslash has been read.
  private mutating func escape() throws(SafetensorsFault) -> [UInt8] {
    let start = offset - 1
    switch next() {
    case UInt8(ascii: "\""): return [0x22]
    case UInt8(ascii: "\\"): return [0x5C]
    case UInt8(ascii: "/"): return [0x2F]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var units = [try codeUnit()]
      if UTF16.isLeadSurrogate(units[0]), next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u") {
        units.append(try codeUnit())
      }
      if let text = String(validating: units, as: UTF16.self) { return Array(text.utf8) }
    default: break
    }
    throw .malformedHeader(offset: start, expected: "an escape sequence")
  }

  private mutating func codeUnit() throws(SafetensorsFault) -> UInt16 {
    let digits = bytes[offset..<min(offset + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw .malformedHeader(offset: offset, expected: "four hexadecimal digits") }
    offset += 4
    return unit
  }

  private mutating func next() -> UInt8? {
    guard offset < bytes.count else { return nil }
    defer { offset += 1 }
    return bytes[offset]
  }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
  }

  private mutating func skip(_ token: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: token) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ token: Unicode.Scalar) throws(SafetensorsFault) {
    guard skip(token) else { throw .malformedHeader(offset: offset, expected: String(token)) }
  }
}
