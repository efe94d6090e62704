/// What a model is worth on pictures that differ from those it was chosen on: its figures at a fixed threshold under every
/// kind and severity of a battery.
///
/// Means are over kinds, each kind being the mean of its severities, as in MedMNIST-C (Di Salvo and others, 2024, arXiv
/// 2406.17536).
public struct StressReport: Sendable, Equatable, Codable {
  /// The figures of one measurement; nil where undefined.
  public struct Figures: Sendable, Equatable, Codable {
    /// Pictures that were measured.
    public let n: Int
    /// Area under the ROC curve.
    public let auroc: Double?
    /// Mean of sensitivity and specificity at the threshold.
    public let balancedAccuracy: Double?
    /// Share of positive cases called positive.
    public let sensitivity: Double?
    /// Share of negative cases called negative.
    public let specificity: Double?
    /// Expected calibration error.
    public let ece: Double?

    private enum CodingKeys: String, CodingKey {
      case n, auroc, sensitivity, specificity, ece
      case balancedAccuracy = "balanced_accuracy"
    }

    /// The figures of a report at its operating point.
    public init(_ report: ClassificationReport) {
      n = report.n
      auroc = report[.auroc]
      balancedAccuracy = report[.balancedAccuracy]
      sensitivity = report[.sensitivity]
      specificity = report[.specificity]
      ece = report[.ece]
    }
  }

  /// One kind at one severity.
  public struct Cell: Sendable, Equatable, Codable {
    /// The kind's identifier.
    public let kind: String
    /// The kind's name for people.
    public let name: String
    /// Where the kind comes from.
    public let family: String
    /// How much of it, from 1.
    public let severity: Int
    /// What was measured.
    public let figures: Figures

    /// A cell of your own.
    public init(kind: String, name: String, family: String, severity: Int, figures: Figures) {
      self.kind = kind
      self.name = name
      self.family = family
      self.severity = severity
      self.figures = figures
    }
  }

  /// The means of a kind over its severities.
  public struct Kind: Sendable, Equatable, Codable {
    /// The kind's identifier.
    public let kind: String
    /// The kind's name for people.
    public let name: String
    /// Mean area under the ROC curve.
    public let auroc: Double?
    /// Mean balanced accuracy.
    public let balancedAccuracy: Double?
    /// Mean expected calibration error.
    public let ece: Double?

    private enum CodingKeys: String, CodingKey {
      case kind, name, auroc, ece
      case balancedAccuracy = "balanced_accuracy"
    }
  }

  /// The battery's identifier.
  public let battery: String
  /// The figures on pictures as they are.
  public let clean: Figures
  /// The figures under each cell, kind by kind.
  public let cells: [Cell]
  /// The means of each kind, in the order of the cells.
  public let kinds: [Kind]
  /// Mean area under the ROC curve over kinds.
  public let meanAUROC: Double?
  /// Mean balanced accuracy over kinds.
  public let meanBalancedAccuracy: Double?
  /// Mean expected calibration error over kinds.
  public let meanECE: Double?
  /// The kind of the lowest balanced accuracy.
  public let worst: Kind?

  private enum CodingKeys: String, CodingKey {
    case battery, clean, cells, kinds, worst
    case meanAUROC = "mean_auroc"
    case meanBalancedAccuracy = "mean_balanced_accuracy"
    case meanECE = "mean_ece"
  }

  /// A report of cells, whose means follow from them.
  public init(battery: String, clean: Figures, cells: [Cell]) {
    self.battery = battery
    self.clean = clean
    self.cells = cells
    var order: [String] = []
    for cell in cells where !order.contains(cell.kind) { order.append(cell.kind) }
    let kinds = order.map { kind in
      let members = cells.filter { $0.kind == kind }
      return Kind(
        kind: kind, name: members.first?.name ?? kind, auroc: Self.mean(members.map(\.figures.auroc)),
        balancedAccuracy: Self.mean(members.map(\.figures.balancedAccuracy)), ece: Self.mean(members.map(\.figures.ece))
      )
    }
    self.kinds = kinds
    meanAUROC = Self.mean(kinds.map(\.auroc))
    meanBalancedAccuracy = Self.mean(kinds.map(\.balancedAccuracy))
    meanECE = Self.mean(kinds.map(\.ece))
    worst = kinds.filter { $0.balancedAccuracy != nil }
      .min { ($0.balancedAccuracy ?? 1) < ($1.balancedAccuracy ?? 1) }
  }

  /// The mean of what is defined; nil if nothing is.
  private static func mean(_ values: [Double?]) -> Double? {
    let values = values.compactMap(\.self)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
