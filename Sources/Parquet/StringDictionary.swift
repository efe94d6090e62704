/// Texts that repeat, each written once, and their numbers: Parquet's encoding "Dictionary" (RLE_DICTIONARY).
///
/// <https://github.com/apache/parquet-format/blob/master/Encodings.md>.
struct StringDictionary {
  /// The distinct texts, in the order in which they came.
  let plain: [UInt8]
  /// How many they are.
  let count: Int
  /// The number of bits of an index, and the index of each text that is there.
  let indices: [UInt8]

  /// nil where there is no text.
  init?(_ texts: [String?]) {
    // By bytes: texts that are equal to Swift may have others.
    var numbers: [[UInt8]: UInt32] = [:]
    var distinct: [String] = []
    let indices = texts.compactMap(\.self).map { text in
      let bytes = Array(text.utf8)
      if let number = numbers[bytes] { return number }
      let number = UInt32(distinct.count)
      numbers[bytes] = number
      distinct.append(text)
      return number
    }
    guard !distinct.isEmpty else { return nil }
    let bitWidth = max(1, Int.bitWidth - (distinct.count - 1).leadingZeroBitCount)
    plain = PlainEncoding.bytes(distinct)
    count = distinct.count
    self.indices = [UInt8(bitWidth)] + HybridRunLength.encoded(indices, bitWidth: bitWidth)
  }
}
