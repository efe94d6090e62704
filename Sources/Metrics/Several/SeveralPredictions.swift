/// What a model said of several classes or findings of a set of cases, beside what is true of them.
public protocol SeveralPredictions: Sendable, Equatable {
  /// The names of the classes or findings, in the order of the columns.
  var names: [String] { get }
  /// How many cases there are.
  var count: Int { get }
  /// One class against the rest, or one finding on the cases in which its truth is known.
  ///
  /// - Returns: nil where no case's truth is known, or there is no such class.
  func finding(_ index: Int) -> BinaryPredictions?
  /// Whether these are another model's predictions on the same cases: the same classes, labels and groups in the same order.
  func isPaired(with other: Self) -> Bool
}

extension SeveralPredictions {
  /// Checks that the row of each case has a value for each class or finding.
  ///
  /// - Throws: ``MetricsError/lengthMismatch(what:expected:found:)``.
  static func check<Value>(_ rows: [[Value]], what: String, columns: Int) throws(MetricsError) {
    guard let index = rows.firstIndex(where: { $0.count != columns }) else { return }
    throw .lengthMismatch(what: "\(what) in case \(index)", expected: columns, found: rows[index].count)
  }

  /// The ROC curve of every class against the rest, or of every finding; nil where one of its two sides has no case.
  public func rocCurves() -> [ROCCurve?] {
    names.indices.map { index in finding(index).flatMap { try? ROCCurve($0) } }
  }
}
