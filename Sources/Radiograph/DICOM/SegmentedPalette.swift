/// Colour palettes written as segments (PS3.3 C.7.9.2): runs of entries, straight lines, and repeats of earlier segments.
struct SegmentedPalette {
  private let symbols: [Int]
  private let isNarrow: Bool
  private let limit: Int
  private var entries: [UInt16] = []

  /// Expands a palette's segments to `count` entries.
  ///
  /// - Throws: ``RadiographError/malformed(_:_:)`` if they make fewer, or can't be followed.
  static func expand(_ data: DICOMValue, count: Int, bits: Int) throws -> [UInt16] {
    var palette = SegmentedPalette(data, limit: count, bits: bits)
    var position = 0
    while position < palette.symbols.count, palette.entries.count < count {
      try palette.expandSegment(at: &position, mayRepeat: true)
    }
    guard palette.entries.count >= count else { throw Self.damaged }
    return palette.entries
  }

  private init(_ data: DICOMValue, limit: Int, bits: Int) {
    isNarrow = bits <= 8
    symbols = isNarrow ? data.bytes.map(Int.init) : data.words.map(Int.init)
    self.limit = limit
  }

  private mutating func expandSegment(at position: inout Int, mayRepeat: Bool) throws {
    let (kind, length) = (try symbol(position), try symbol(position + 1))
    position += 2
    switch kind {
    case 0:
      for index in 0..<length { append(try symbol(position + index)) }
      position += length
    case 1:
      guard let start = entries.last.map(Int.init) else { throw Self.damaged }
      let end = try symbol(position)
      for step in 0..<length {
        append(Int((Double(start) + Double(end - start) * Double(step + 1) / Double(length)).rounded()))
      }
      position += 1
    case 2 where mayRepeat:
      // A byte offset of 32 bits, least significant part first.
      let width = isNarrow ? 4 : 2
      var offset = 0
      for index in 0..<width { offset |= try symbol(position + index) << (index * (isNarrow ? 8 : 16)) }
      position += width
      var repeated = isNarrow ? offset : offset / 2
      for _ in 0..<length { try expandSegment(at: &repeated, mayRepeat: false) }
    default:
      throw Self.damaged
    }
  }

  private mutating func append(_ entry: Int) {
    if entries.count < limit { entries.append(UInt16(truncatingIfNeeded: entry)) }
  }

  private func symbol(_ index: Int) throws -> Int {
    guard symbols.indices.contains(index) else { throw Self.damaged }
    return symbols[index]
  }

  private static let damaged = RadiographError.malformed(.dicom, "a segmented colour palette can't be followed")
}
