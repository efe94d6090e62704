/// Whom the cases of a set of predictions belong to: patients where they are known, else each case itself.
struct CaseGroups: Sendable, Equatable {
  /// The group of each case, numbered from 0 in the order of their first case.
  let clusters: [Int]
  /// How many groups there are.
  let count: Int
  /// Whether groups were given.
  let isGrouped: Bool

  /// Checks that there are cases, a label for each of them, and a group where groups are given.
  ///
  /// - Parameter labels: how many labels there are, and what they are called.
  /// - Throws: `MetricsError` for no cases, lengths that differ.
  init(_ groups: [String]?, cases: Int, labels: (count: Int, name: String)) throws(MetricsError) {
    guard cases > 0 else { throw .empty }
    guard labels.count == cases else {
      throw .lengthMismatch(what: labels.name, expected: cases, found: labels.count)
    }
    if let groups, groups.count != cases {
      throw .lengthMismatch(what: "groups", expected: cases, found: groups.count)
    }
    isGrouped = groups != nil
    (clusters, count) = groups.map(Self.numbered) ?? (Array(0..<cases), cases)
  }

  /// Numbers groups from 0 in the order of their first case.
  static func numbered<Group: Hashable>(_ groups: [Group]) -> (clusters: [Int], count: Int) {
    var numbers: [Group: Int] = [:]
    let clusters = groups.map { group in
      let number = numbers[group] ?? numbers.count
      numbers[group] = number
      return number
    }
    return (clusters, numbers.count)
  }
}
