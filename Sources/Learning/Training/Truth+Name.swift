import Metrics

extension Truth {
  /// What is true, in words: the class, or the findings that are there, or that there are none.
  func names(in classes: [String]) -> [String] {
    switch self {
    case .oneOf(let index): return classes.indices.contains(index) ? [classes[index]] : ["\(index)"]
    case .findings(let findings):
      let present = zip(classes, findings).filter { $0.1 == true }.map(\.0)
      return present.isEmpty ? ["No finding"] : present
    }
  }
}
