/// A segment of an HL7 v2 message (HL7 v2.5.1 chapter 2): fields by their positions, with the usual separators `|^~\&`.
struct HL7Segment {
  /// A field.
  struct Field {
    /// The field as it is sent.
    let encoded: String

    private init(encoded: String) { self.encoded = encoded }

    /// A field of one component.
    static func text(_ text: String?) -> Field { Field(encoded: text?.escapedForHL7 ?? "") }

    /// Components, without those at the end that are empty.
    static func components(_ components: [String]) -> Field {
      let kept = components.reversed().drop(while: \.isEmpty).reversed()
      return Field(encoded: kept.map(\.escapedForHL7).joined(separator: "^"))
    }

    /// A coded element (CWE): code, text, coding system.
    static func coded(_ concept: ConceptCode) -> Field {
      .components([concept.value, concept.meaning, concept.scheme.rawValue])
    }
  }

  private let name: String
  private let fields: [Int: Field]

  /// A segment with fields at their positions, from 1.
  init(_ name: String, _ fields: [Int: Field]) {
    self.name = name
    self.fields = fields
  }

  /// The segment as it is sent, without what ends it.
  var encoded: String {
    // The first field of a message's header is the separator itself, the second those within fields.
    let isHeader = name == "MSH"
    let head = isHeader ? "MSH|^~\\&" : name
    let last = fields.filter { !$0.value.encoded.isEmpty }.keys.max() ?? 0
    let first = isHeader ? 3 : 1
    guard last >= first else { return head }
    return ([head] + (first...last).map { fields[$0]?.encoded ?? "" }).joined(separator: "|")
  }
}

extension String {
  /// Text with separators, line ends and other control characters escaped (HL7 v2.5.1 section 2.7).
  fileprivate var escapedForHL7: String {
    unicodeScalars.map { scalar in
      switch scalar {
      case "|": "\\F\\"
      case "^": "\\S\\"
      case "~": "\\R\\"
      case "\\": "\\E\\"
      case "&": "\\T\\"
      case "\u{0}"..<" ", "\u{7F}":
        "\\X" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true) + "\\"
      default: String(scalar)
      }
    }.joined()
  }
}
