import Foundation

/// The numbers of a value that is written as JSON, by their names from the outside in: `test/auroc`.
package enum MetricTree {
  /// What has a table of its own in the run's files: groups, curves, each class against each, the same at another
  /// threshold.
  private static let leftOut: Set<String> = ["groups", "risk_coverage", "pairwise", "at_half", "confusion_matrix"]
  private static let intervals = "confidence_intervals"

  /// The numbers of a value; null is left out.
  ///
  /// Intervals, `NAME_low` and `NAME_high`, are those of a part's own figures, such as `test/auroc_low`.
  ///
  /// - Parameter renaming: Other names for the outermost keys.
  package static func numbers(
    of value: some Encodable, renaming: [String: String] = [:]
  ) throws -> [(name: String, value: Double)] {
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
    guard let object = object as? [String: Any] else { return [] }
    return sorted(object).flatMap { key, value in numbers(value, name: renaming[key] ?? key, key: key) }
  }

  private static func numbers(_ value: Any, name: String, key: String) -> [(name: String, value: Double)] {
    if leftOut.contains(key) { return [] }
    switch value {
    case let object as [String: Any] where key == intervals:
      let parent = name.dropLast(key.count)
      guard parent.count(where: { $0 == "/" }) == 1 else { return [] }
      return sorted(object).flatMap { figure, ends -> [(name: String, value: Double)] in
        guard let ends = ends as? [Double], ends.count == 2 else { return [] }
        return [("\(parent)\(figure)_low", ends[0]), ("\(parent)\(figure)_high", ends[1])]
      }
    case let object as [String: Any]:
      return sorted(object).flatMap { key, value in numbers(value, name: "\(name)/\(key)", key: key) }
    case let number as NSNumber: return [(name, number.doubleValue)]
    default: return []
    }
  }

  private static func sorted(_ object: [String: Any]) -> [(key: String, value: Any)] {
    object.sorted { $0.key < $1.key }
  }
}
