/// Takes a table apart, one line after the other, by its bytes.
struct CSVParser {
  private let bytes: [UInt8]
  private let file: String
  private let limits: CSVLimits
  private var position: Int
  private var line = 1
  /// What stands between two fields.
  let delimiter: UInt8
  /// Whether a field was read as Latin-1, being no UTF-8.
  private(set) var hasLatin1 = false

  private enum Byte {
    static let quote = UInt8(ascii: "\"")
    static let space = UInt8(ascii: " ")
    static let lineFeed: UInt8 = 10
    static let carriageReturn: UInt8 = 13
  }

  init(_ bytes: [UInt8], file: String, limits: CSVLimits) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    delimiter = Self.delimiter(of: bytes[position...])
  }

  /// The one of comma, semicolon, tab and bar that is most frequent in the first line, quotes left out.
  private static func delimiter(of bytes: ArraySlice<UInt8>) -> UInt8 {
    let candidates = [",", ";", "\t", "|"].map { (character: Unicode.Scalar) in UInt8(ascii: character) }
    var counts = [0, 0, 0, 0]
    var isQuoted = false
    for byte in bytes.prefix(64 << 10) {
      if byte == Byte.quote { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  /// The next line that is not blank; `nil` at the end.
  mutating func next() throws -> CSVTable.Row? {
    while position < bytes.count {
      let start = line
      let fields = try record()
      if fields != [""] { return CSVTable.Row(line: start, fields: fields) }
    }
    return nil
  }

  private mutating func record() throws -> [String] {
    var fields: [String] = []
    while true {
      guard fields.count < limits.maximumColumns else {
        throw error(.tooManyColumns(limit: limits.maximumColumns))
      }
      let isQuoted = skipsSpaceBeforeQuote()
      fields.append(try isQuoted ? quotedField() : plainField())
      if try endsRecord() { return fields }
    }
  }

  /// Whether a quoted field begins here; blanks before its quote are consumed.
  private mutating func skipsSpaceBeforeQuote() -> Bool {
    var next = position
    while next < bytes.count, bytes[next] == Byte.space { next += 1 }
    guard next < bytes.count, bytes[next] == Byte.quote else { return false }
    position = next
    return true
  }

  /// Consumes what follows a field: a delimiter, or the end of the line.
  private mutating func endsRecord() throws -> Bool {
    guard position < bytes.count else { return true }
    switch bytes[position] {
    case delimiter:
      position += 1
      return false
    case Byte.carriageReturn:
      position += position + 1 < bytes.count && bytes[position + 1] == Byte.lineFeed ? 2 : 1
    case Byte.lineFeed:
      position += 1
    default:
      throw error(.textAfterQuote)
    }
    line += 1
    return true
  }

  private mutating func plainField() throws -> String {
    let start = position
    scan: while position < bytes.count {
      switch bytes[position] {
      case delimiter, Byte.lineFeed, Byte.carriageReturn: break scan
      case Byte.quote: throw error(.strayQuote)
      default: position += 1
      }
    }
    return try text(bytes[start..<position])
  }

  private mutating func quotedField() throws -> String {
    let opening = line
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == Byte.quote {
        guard position < bytes.count, bytes[position] == Byte.quote else {
          while position < bytes.count, bytes[position] == Byte.space { position += 1 }
          return try text(content[...])
        }
        position += 1
      }
      if byte == Byte.lineFeed { line += 1 }
      guard content.count < limits.maximumFieldLength else {
        throw error(.fieldTooLong(limit: limits.maximumFieldLength))
      }
      content.append(byte)
    }
    line = opening
    throw error(.unterminatedQuote)
  }

  private mutating func text(_ bytes: ArraySlice<UInt8>) throws -> String {
    guard bytes.count <= limits.maximumFieldLength else {
      throw error(.fieldTooLong(limit: limits.maximumFieldLength))
    }
    guard !bytes.contains(0) else { throw error(.nul) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    hasLatin1 = true
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private func error(_ problem: CSVProblem) -> DataError {
    .malformedCSV(file: file, line: line, problem: problem)
  }
}
