/// How often each true class was called which: a row for each true class, a column for each predicted one.
struct MulticlassConfusion: Sendable {
  let counts: [[Int]]
  /// How many cases are of each class.
  private let truly: [Int]
  /// How many cases are called each class.
  private let called: [Int]

  init(_ counts: [[Int]]) {
    self.counts = counts
    truly = counts.map { $0.reduce(0, +) }
    called = counts.reduce(into: [Int](repeating: 0, count: counts.count)) { sums, row in
      for (column, count) in row.enumerated() { sums[column] += count }
    }
  }

  /// Whether each case was called a class or not, by whether it is of it.
  var oneAgainstRest: [ConfusionMatrix] {
    counts.indices.map { index in
      let right = counts[index][index]
      return ConfusionMatrix(
        trueNegatives: total - truly[index] - called[index] + right, falsePositives: called[index] - right,
        falseNegatives: truly[index] - right, truePositives: right)
    }
  }

  private var total: Int { truly.reduce(0, +) }

  private var right: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }

  /// The share of right decisions; nil without a case.
  var accuracy: Double? { total > 0 ? Double(right) / Double(total) : nil }

  /// Matthews' correlation coefficient of several classes (Gorodkin 2004); nil where all cases are of one class, or called
  /// one.
  var mcc: Double? {
    let square = total * total
    let (rows, columns) = (square - Self.product(truly, truly), square - Self.product(called, called))
    guard rows > 0, columns > 0 else { return nil }
    let covariance = right * total - Self.product(truly, called)
    return Double(covariance) / (Double(rows).squareRoot() * Double(columns).squareRoot())
  }

  /// Cohen's kappa; nil where chance alone agrees always.
  var kappa: Double? {
    let (square, chance) = (total * total, Self.product(truly, called))
    return square > chance ? Double(right * total - chance) / Double(square - chance) : nil
  }

  private static func product(_ a: [Int], _ b: [Int]) -> Int { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
