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

  /// nil where fewer than half of the texts repeat one before, or there is none: a dictionary doesn't pay then.
  init?(_ texts: [String?]) {
    var numbers: [String: UInt32] = [:]
    var distinct: [String] = []
    var indices: [UInt32] = []
    let present = texts.count { $0 != nil }
    for text in texts {
      guard let text else { continue }
      if let number = numbers[text] {
        indices.append(number)
        continue
      }
      guard 2 * (distinct.count + 1) <= present + 1 else { return nil }
      let number = UInt32(distinct.count)
      numbers[text] = number
      distinct.append(text)
      indices.append(number)
    }
    guard !distinct.isEmpty else { return nil }
    let bitWidth = max(1, Int.bitWidth - (distinct.count - 1).leadingZeroBitCount)
    plain = PlainEncoding.bytes(distinct)
    count = distinct.count
    self.indices = [UInt8(bitWidth)] + HybridRunLength.encoded(indices, bitWidth: bitWidth)
  }
}
