/// A look-up table of the modality LUT, VOI LUT or palette modules (PS3.3 C.11.1.1, C.11.2.1.1, C.7.6.3.1.5).
struct LookupTable: Sendable, Equatable {
  /// The input that the first entry belongs to; what lies below takes the first entry, what lies above the last.
  let first: Int
  let entries: [UInt16]
  /// The largest output that the table's number of bits allows.
  let maximum: Int

  /// Makes a table of descriptor and data.
  ///
  /// - Parameter isSigned: whether inputs can be negative, which says how to read the descriptor's second value where
  ///   the file does not.
  /// - Throws: ``RadiographError/malformed(_:_:)`` if the data do not hold the number of entries described.
  init(descriptor: DICOMValue?, data: DICOMValue?, isSigned: Bool) throws {
    guard let descriptor, let data, case let words = descriptor.words, words.count >= 3 else {
      throw RadiographError.malformed(.dicom, "a look-up table has no descriptor or no data")
    }
    let count = words[0] == 0 ? 1 << 16 : Int(words[0])
    let readsSigned = descriptor.vr == "SS" || (descriptor.vr != "US" && isSigned)
    first = readsSigned ? Int(Int16(bitPattern: words[1])) : Int(words[1])
    guard (1...16).contains(words[2]) else {
      throw RadiographError.malformed(.dicom, "a look-up table has entries of \(words[2]) bits")
    }
    if data.bytes.count >= count * 2 {
      entries = Array(data.words.prefix(count))
    } else if data.bytes.count >= count {
      // Entries of 8 bits, two in a word: the first is the lower byte.
      let bytes = Array(data.bytes)
      let isSwapped = data.isBigEndian && data.vr != "OB"
      entries = (0..<count).map { UInt16(bytes[isSwapped ? min($0 ^ 1, bytes.count - 1) : $0]) }
    } else {
      throw RadiographError.malformed(.dicom, "a look-up table has fewer entries than its descriptor says")
    }
    // Some writers put more bits into entries than they describe, or 8 into entries described as 16.
    let largest = Int(entries.max() ?? 0)
    let described = 1 << Int(words[2]) - 1
    maximum = data.bytes.count < count * 2 && described > 255 ? 255 : max(described, largest)
  }

  /// The entry of an input.
  subscript(input: Int) -> Int {
    let (index, overflow) = input.subtractingReportingOverflow(first)
    return Int(entries[overflow ? 0 : min(max(index, 0), entries.count - 1)])
  }
}
