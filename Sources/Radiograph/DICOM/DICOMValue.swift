/// The value of one data element: its bytes, and how to understand them.
struct DICOMValue: Sendable {
  /// Two upper-case letters, or `nil` where the file is implicit.
  let vr: String?
  let bytes: ArraySlice<UInt8>
  let isBigEndian: Bool

  /// The value as 16-bit words.
  var words: [UInt16] {
    let start = bytes.startIndex
    let (low, high) = isBigEndian ? (1, 0) : (0, 1)
    return (0..<bytes.count / 2).map { index in
      UInt16(bytes[start + 2 * index + low]) | UInt16(bytes[start + 2 * index + high]) << 8
    }
  }

  /// The first value of an element of unsigned shorts.
  var unsignedShort: Int? {
    words.first.map(Int.init)
  }

  /// The components of a string, without padding.
  ///
  /// Characters other than printable ASCII are dropped.
  var strings: [String] {
    bytes.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map { component in
      let text = String(decoding: component.filter { (0x20..<0x7F).contains($0) }, as: UTF8.self)
      return String(text.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
    }
  }

  /// The first component of a string; `nil` if it is empty.
  var string: String? {
    strings.first.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A code string (CS): capitals, digits, space and underscore, at most 16 of them; `nil` if it is none.
  var code: String? {
    guard let text = string?.uppercased(), text.utf8.count <= 16 else { return nil }
    let isCode = text.utf8.allSatisfy {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "_")
    }
    return isCode ? text : nil
  }

  /// Decimal strings (DS) as numbers; what is no finite number is `nil`.
  var decimals: [Double?] {
    strings.map { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
  }

  /// The first of ``decimals``.
  var decimal: Double? {
    decimals.first ?? nil
  }

  /// An integer string (IS).
  var integer: Int? {
    string.flatMap { Int($0) }
  }
}
