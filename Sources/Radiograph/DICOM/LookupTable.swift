/// A look-up table of the modality LUT, VOI LUT or palette modules (PS3.3 C.11.1.1, C.11.2.1.1, C.7.6.3.1.5).
struct LookupTable: Sendable, Equatable {
  /// The input that the first entry belongs to; what lies below takes the first entry, what lies above the last.
  let first: Int
  let entries: [UInt16]
  /// The largest output that the table's number of bits allows.
  let maximum: Int

  /// Makes a table of descriptor and data.
  ///
  /// - Parameters:
  ///   - isSigned: whether inputs can be negative, which says how to read the descriptor's second value where the file
  ///     does not.
  ///   - isSegmented: whether the data are a palette's segments.
  /// - Throws: ``RadiographError/malformed(_:_:)`` if the data do not hold the number of entries described.
  init(descriptor: DICOMValue?, data: DICOMValue?, isSigned: Bool, isSegmented: Bool = false) throws {
    guard let descriptor, let data, case let words = descriptor.words, words.count >= 3 else {
      throw RadiographError.malformed(.dicom, "a look-up table has no descriptor or no data")
    }
    let count = words[0] == 0 ? 1 << 16 : Int(words[0])
    let readsSigned = descriptor.vr == "SS" || (descriptor.vr != "US" && isSigned)
    first = readsSigned ? Int(Int16(bitPattern: words[1])) : Int(words[1])
    let bits = Int(words[2])
    guard (1...16).contains(bits) else {
      throw RadiographError.malformed(.dicom, "a look-up table has entries of \(bits) bits")
    }
    entries =
      isSegmented
      ? try SegmentedPalette.expand(data, count: count, bits: bits) : try Self.entries(data, count: count)
    // Some writers put more bits into the entries than they describe, others describe 16 and write 8.
    let isPacked = !isSegmented && data.bytes.count < count * 2
    maximum = isPacked && bits > 8 ? 255 : max(1 << bits - 1, Int(entries.max() ?? 0))
  }

  private static func entries(_ data: DICOMValue, count: Int) throws -> [UInt16] {
    if data.bytes.count >= count * 2 { return Array(data.words.prefix(count)) }
    guard data.bytes.count >= count else {
      throw RadiographError.malformed(.dicom, "a look-up table has fewer entries than its descriptor says")
    }
    // Entries of 8 bits, two in a word: the first is the lower byte.
    let bytes = Array(data.bytes)
    let isSwapped = data.isBigEndian && data.vr != "OB"
    return (0..<count).map { UInt16(bytes[isSwapped ? min($0 ^ 1, bytes.count - 1) : $0]) }
  }

  /// The entry of an input.
  subscript(input: Int) -> Int {
    let (index, overflow) = input.subtractingReportingOverflow(first)
    return Int(entries[overflow ? 0 : min(max(index, 0), entries.count - 1)])
  }
}
