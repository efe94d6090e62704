import Foundation

/// Precision, recall, F1 and support of every class, and their means, as scikit-learn's `classification_report` has them.
///
/// Decisions are those of the report that it is made from: at the operating point of two classes, the most probable one of
/// several, of findings each at its own threshold. A ratio without a denominator is undefined, and left out of means, as
/// with scikit-learn's `zero_division=nan`. Findings have the mean over all decisions in the place of the accuracy;
/// scikit-learn's mean over samples is left out, since labels may be unknown.
public struct ClassTable: Sendable, Equatable {
  /// The figures of a class, or means over classes; nil where undefined.
  public struct Row: Sendable, Equatable, Encodable {
    /// The share of right decisions among the cases called that.
    public let precision: Double?
    /// The share of the cases that are called that.
    public let recall: Double?
    /// Their harmonic mean.
    public let f1: Double?
    /// How many cases are truly that.
    public let support: Int

    /// Writes the figures; what is undefined is null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(precision, forKey: .precision)
      try container.encode(recall, forKey: .recall)
      try container.encode(f1, forKey: .f1)
      try container.encode(support, forKey: .support)
    }

    private enum Key: String, CodingKey {
      case precision, recall, f1, support
    }
  }

  /// The classes or findings, in their order.
  public let classes: [(name: String, row: Row)]
  /// The share of right decisions; nil for findings.
  public let accuracy: Double?
  /// All decisions taken together; nil where every case has one class, whose figures all are the accuracy then.
  public let micro: Row?
  /// The means over classes.
  public let macro: Row
  /// The means by support.
  public let weighted: Row

  /// The table of two classes at the operating point.
  public init(_ report: ClassificationReport) {
    let positive = report.confusionMatrix
    self.init(names: report.classes, [positive.mirrored, positive], isExclusive: true)
  }

  /// The table of several classes or findings.
  public init(_ report: SeveralReport) {
    let decisions =
      report.confusionMatrix.map { MulticlassConfusion($0).oneAgainstRest } ?? report.perClass.map(\.confusionMatrix)
    self.init(names: report.classes, decisions, isExclusive: report.task != .multilabel)
  }

  private init(names: [String], _ decisions: [ConfusionMatrix], isExclusive: Bool) {
    let averages = ClassAverages(weights: decisions.map(\.positives))
    let all = ClassAverages.micro(decisions)
    func row(_ mean: ([Double?]) -> Double?) -> Row {
      Row(
        precision: mean(decisions.map(\.ppv)), recall: mean(decisions.map(\.sensitivity)),
        f1: mean(decisions.map(\.f1)),
        support: all.positives)
    }
    classes = Array(zip(names, decisions.map(Row.init)))
    accuracy = isExclusive ? all.sensitivity : nil
    micro = isExclusive ? nil : Row(all)
    macro = row(ClassAverages.macro)
    weighted = row(averages.weighted)
  }

  /// Whether two tables say the same.
  public static func == (a: ClassTable, b: ClassTable) -> Bool {
    a.classes.elementsEqual(b.classes, by: ==) && a.accuracy == b.accuracy && a.micro == b.micro && a.macro == b.macro
      && a.weighted == b.weighted
  }
}

extension ClassTable.Row {
  fileprivate init(_ decisions: ConfusionMatrix) {
    self.init(
      precision: decisions.ppv, recall: decisions.sensitivity, f1: decisions.f1, support: decisions.positives)
  }
}

// MARK: - Text

extension ClassTable {
  /// The lines that scikit-learn prints with two digits.
  public var lines: [String] {
    let width = max(12, classes.map(\.name.count).max() ?? 0)
    func line(_ name: String, _ cells: [String]) -> String {
      Self.padded(name, width) + " " + cells.map { " " + Self.padded($0, 9) }.joined()
    }
    func line(_ name: String, _ row: Row) -> String {
      line(name, [row.precision, row.recall, row.f1].map(Self.text) + ["\(row.support)"])
    }
    let last =
      micro.map { line("micro avg", $0) } ?? line("accuracy", ["", "", Self.text(accuracy), "\(macro.support)"])
    return [line("", ["precision", "recall", "f1-score", "support"]), ""] + classes.map { line($0.name, $0.row) }
      + ["", last, line("macro avg", macro), line("weighted avg", weighted)]
  }

  private static func text(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "nan" }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

// MARK: - JSON

extension ClassTable: Encodable {
  private enum Key: String, CodingKey {
    case classes, accuracy
    case micro = "micro_avg"
    case macro = "macro_avg"
    case weighted = "weighted_avg"
  }

  /// Writes `classes` by name, `accuracy`, `micro_avg`, `macro_avg` and `weighted_avg`; the one of the first two that is not
  /// there is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    var named = container.nestedContainer(keyedBy: NameKey.self, forKey: .classes)
    for (name, row) in classes { try named.encode(row, forKey: NameKey(name)) }
    try container.encode(accuracy, forKey: .accuracy)
    try container.encode(micro, forKey: .micro)
    try container.encode(macro, forKey: .macro)
    try container.encode(weighted, forKey: .weighted)
  }
}
