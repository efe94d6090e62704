/// Takes CSV apart, one line after the other.
struct CSVParser {
  private let bytes: [UInt8]
  private let file: String
  private let limits: CSVLimits
  private var position: Int
  private var line = 1

  private enum Byte {
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let lineFeed: UInt8 = 10
    static let carriageReturn: UInt8 = 13
  }

  init(_ bytes: [UInt8], file: String, limits: CSVLimits) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
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
      let isQuoted = position < bytes.count && bytes[position] == Byte.quote
      fields.append(try isQuoted ? quotedField() : plainField())
      if try endsRecord() { return fields }
    }
  }

  /// Consumes what follows a field: a comma, or the end of the line.
  private mutating func endsRecord() throws -> Bool {
    guard position < bytes.count else { return true }
    switch bytes[position] {
    case Byte.comma:
      position += 1
      return false
    case Byte.carriageReturn:
      guard position + 1 < bytes.count, bytes[position + 1] == Byte.lineFeed else {
        throw error(.strayCarriageReturn)
      }
      position += 2
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
      case Byte.comma, Byte.lineFeed, Byte.carriageReturn: break scan
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
        guard position < bytes.count, bytes[position] == Byte.quote else { return try text(content[...]) }
        position += 1
      }
      if byte == Byte.lineFeed { line += 1 }
      content.append(byte)
    }
    line = opening
    throw error(.unterminatedQuote)
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws -> String {
    guard bytes.count <= limits.maximumFieldLength else {
      throw error(.fieldTooLong(limit: limits.maximumFieldLength))
    }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { throw error(.notText) }
    return text
  }

  private func error(_ problem: CSVProblem) -> DataError {
    .malformedCSV(file: file, line: line, problem: problem)
  }
}
