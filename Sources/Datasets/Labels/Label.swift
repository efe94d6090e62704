/// What a data set says of an image, before it is a class.
enum Label: Sendable, Hashable {
  /// The name of a class.
  case name(String)
  /// What was found and what not.
  case findings(Findings)
}

/// Findings of an image, of which there may be several or none.
struct Findings: Sendable, Hashable {
  /// What is there.
  var present: Set<String> = []
  /// What may be there.
  var uncertain: Set<String> = []
  /// Whether the data set says that nothing was found.
  var isNormal = false

  /// What a list of findings says, such as `["Effusion", "Mass"]` or `["No Finding"]`; empty ones say nothing.
  init(list: [String]) {
    let names = list.filter { !$0.isEmpty }
    present = Set(names.filter { !LabelName.isNegative($0) })
    isNormal = present.isEmpty && !names.isEmpty
  }

  init(present: Set<String> = [], uncertain: Set<String> = [], isNormal: Bool = false) {
    (self.present, self.uncertain, self.isNormal) = (present, uncertain, isNormal)
  }
}
