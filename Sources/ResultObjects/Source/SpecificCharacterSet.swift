import Foundation

/// The characters that a source's text is written in (PS3.5 section 6.1, PS3.3 C.12.1.1.2), and how ours is put beside it.
///
/// Text of the source is carried over as bytes, with its character set; so what we add can only have characters that stand
/// for the same in every set: those of ASCII, unless the source is in UTF-8.
struct SpecificCharacterSet: Sendable, Equatable {
  /// The defined terms of (0008,0005), in their order; none for ASCII.
  let terms: [String]

  /// The character set with these defined terms.
  init(terms: [String] = []) {
    self.terms = terms
  }

  /// The defined terms that a value of (0008,0005) holds.
  static func terms(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map { term in
      String(decoding: term.filter { $0 > 0x20 && $0 < 0x7F || $0 == 0x20 }, as: UTF8.self)
        .trimmingCharacters(in: .whitespaces)
    }
  }

  private var isUTF8: Bool { terms.first == "ISO_IR 192" }
}

// MARK: - Encoding our text

extension SpecificCharacterSet {
  /// Text of ours as bytes: other characters than may stand there become similar ones, or a question mark, and each value
  /// is cut to the length that it may have.
  func encoded(_ text: String, as representation: ValueRepresentation) -> [UInt8] {
    let written = isUTF8 ? text : Self.ascii(text)
    let clean = String(
      String.UnicodeScalarView(
        written.unicodeScalars.filter { scalar in
          !Self.isControl(scalar) || (representation.isText && (scalar == "\n" || scalar == "\r" || scalar == "\t"))
        }))
    guard let maximum = representation.maximumLength else { return Array(clean.utf8) }
    if representation.isText { return Array(clean.prefix(maximum).utf8) }
    let values = clean.split(separator: "\\", omittingEmptySubsequences: false).map { $0.prefix(maximum) }
    return Array(values.joined(separator: "\\").utf8)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }

  /// Signs that ICU has no ASCII for, or another than is meant here.
  private static let mathematical = [
    (sign: "≥", ascii: ">="), (sign: "≤", ascii: "<="), (sign: "≈", ascii: "~"), (sign: "×", ascii: "x"),
  ]

  private static func ascii(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    let plain = mathematical.reduce(text) { $0.replacing($1.sign, with: $1.ascii) }
    let latin = plain.applyingTransform(StringTransform("Any-Latin; Latin-ASCII"), reverse: false) ?? plain
    return String(latin.map { $0.isASCII ? $0 : "?" })
  }
}

// MARK: - Decoding the source's text

extension SpecificCharacterSet {
  /// Text of the source; where its bytes do not fit its character set each of them becomes one character.
  func decoded(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 < 0x80 && $0 != Self.escape }) { return String(decoding: bytes, as: UTF8.self) }
    if isUTF8 { return String(decoding: bytes, as: UTF8.self) }
    return (bytes.contains(Self.escape) ? extended(bytes) : single(bytes))
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static let escape: UInt8 = 0x1B

  /// Bytes without escape sequences.
  private func single(_ bytes: [UInt8]) -> String? {
    guard let first = terms.first, let encoding = Self.singleByte[Self.number(first)] else { return nil }
    return String(bytes: bytes, encoding: encoding)
  }

  /// Bytes with escape sequences (PS3.5 section 6.1.2.5), which the first of several sets begins.
  private func extended(_ bytes: [UInt8]) -> String? {
    let numbers = Set(terms.map(Self.number))
    if numbers.contains("149") {
      return String(bytes: Self.dropping("$)C", from: bytes), encoding: Self.foundation(0x8000_0940))
    }
    if numbers.contains("58") {
      return String(bytes: Self.dropping("$)A", from: bytes), encoding: Self.foundation(0x8000_0930))
    }
    return String(bytes: bytes, encoding: .iso2022JP)
  }

  /// `bytes` without the escape sequence that names one more set.
  private static func dropping(_ designation: String, from bytes: [UInt8]) -> [UInt8] {
    let sequence = [escape] + Array(designation.utf8)
    var (output, position) = ([UInt8](), bytes.startIndex)
    while position < bytes.endIndex {
      if bytes[position...].starts(with: sequence) {
        position += sequence.count
      } else {
        output.append(bytes[position])
        position += 1
      }
    }
    return output
  }

  /// `100` of `ISO_IR 100` and of `ISO 2022 IR 100`.
  private static func number(_ term: String) -> String {
    term.split(whereSeparator: { $0 == " " || $0 == "_" }).last.map(String.init) ?? term
  }

  private static func foundation(_ rawValue: UInt) -> String.Encoding { String.Encoding(rawValue: rawValue) }

  /// By the numbers of their defined terms; those beyond Latin by Core Foundation's numbers.
  private static let singleByte: [String: String.Encoding] = [
    "100": .isoLatin1, "101": .isoLatin2, "109": foundation(0x8000_0203), "110": foundation(0x8000_0204),
    "144": foundation(0x8000_0205), "127": foundation(0x8000_0206), "126": foundation(0x8000_0207),
    "138": foundation(0x8000_0208), "148": foundation(0x8000_0209), "203": foundation(0x8000_020F),
    "13": .shiftJIS, "166": foundation(0x8000_020B), "GB18030": foundation(0x8000_0632), "GBK": foundation(0x8000_0631),
  ]
}
