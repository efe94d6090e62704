/// How the values of an attribute are written (PS3.5 section 6.2): those that results need.
enum ValueRepresentation: String, Sendable {
  case ageString = "AS"
  case codeString = "CS"
  case date = "DA"
  case decimalString = "DS"
  case dateTime = "DT"
  case double = "FD"
  case float = "FL"
  case integerString = "IS"
  case longString = "LO"
  case longText = "LT"
  case bytes = "OB"
  case words = "OW"
  case personName = "PN"
  case shortString = "SH"
  case signedLong = "SL"
  case sequence = "SQ"
  case shortText = "ST"
  case signedShort = "SS"
  case time = "TM"
  case unlimitedCharacters = "UC"
  case uid = "UI"
  case unsignedLong = "UL"
  case unsignedShort = "US"
  case unlimitedText = "UT"

  /// Whether the length is written in 32 bits, after two reserved bytes.
  var hasLongLength: Bool {
    switch self {
    case .bytes, .words, .sequence, .unlimitedCharacters, .unlimitedText: true
    default: false
    }
  }

  /// What a value of odd length is filled up with.
  var padding: UInt8 {
    switch self {
    case .uid, .bytes: 0
    default: UInt8(ascii: " ")
    }
  }

  /// Whether values are free text, in which a backslash parts no values and lines may break.
  var isText: Bool {
    switch self {
    case .longText, .shortText, .unlimitedText: true
    default: false
    }
  }

  /// The most characters that a value may have; nil where there is no bound to speak of.
  var maximumLength: Int? {
    switch self {
    case .codeString, .decimalString, .shortString: 16
    case .integerString: 12
    case .longString, .uid, .personName: 64
    case .shortText: 1024
    case .longText: 10240
    default: nil
    }
  }
}
