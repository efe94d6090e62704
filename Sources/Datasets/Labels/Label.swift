/// What a data set says of an image, before it is a class.
enum Label: Sendable, Hashable {
  /// The name of a class.
  case name(String)
  /// What was found and what not.
  case findings(Findings)

  /// The name as a finding, or as that there is none.
  var asFindings: Findings {
    switch self {
    case .name(let name): Findings(list: [name])
    case .findings(let findings): findings
    }
  }

  /// The label in words.
  var text: String {
    switch self {
    case .name(let name): name
    case .findings(let findings): findings.text
    }
  }
}
