/// Findings of an image, of which there may be several or none.
///
/// What is in none of the sets was not mentioned: it counts as absent, unless nothing at all was said.
struct Findings: Sendable, Hashable {
  /// What is there.
  var present: Set<String> = []
  /// What may be there.
  var uncertain: Set<String> = []
  /// What is said not to be there.
  var absent: Set<String> = []
  /// What is known neither to be there nor not to be there.
  var unknown: Set<String> = []
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

  /// Whether anything is said of the image.
  var saysSomething: Bool { isNormal || !present.isEmpty || !uncertain.isEmpty || !absent.isEmpty }

  /// What is said, in words.
  var text: String {
    if isNormal { return "No Finding" }
    if present.isEmpty, uncertain.isEmpty { return "not labelled" }
    return (present.sorted() + uncertain.sorted().map { "\($0)?" }).joined(separator: "+")
  }
}
