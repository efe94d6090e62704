extension SeveralReport: Codable {
  private enum Key: String, CodingKey {
    case task, n, classes, pairwise, screening
    case confusionMatrix = "confusion_matrix"
    case confidenceIntervals = "confidence_intervals"
    case perClass = "per_class"
  }

  /// A class's name as a key.
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads the JSON that `encode(to:)` writes; further keys are passed over, null and absent figures alike are undefined.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    task = try container.decode(ClassificationTask.self, forKey: .task)
    n = try container.decode(Int.self, forKey: .n)
    classes = try container.decode([String].self, forKey: .classes)
    confusionMatrix = try container.decodeIfPresent([[Int]].self, forKey: .confusionMatrix)
    figures = try decoder.container(keyedBy: FigureKey<SeveralFigure>.self).decodeFigures()
    confidenceIntervals =
      try container.nestedContainer(keyedBy: FigureKey<SeveralFigure>.self, forKey: .confidenceIntervals)
      .decodeFigures()
    let reports = try container.nestedContainer(keyedBy: Name.self, forKey: .perClass)
    perClass = try classes.map { name in
      try ClassReport(name: name, from: reports.superDecoder(forKey: Name(stringValue: name)))
    }
    pairwise = try container.decodeIfPresent([PairwiseAUROC].self, forKey: .pairwise)
    screening = try container.decodeIfPresent(ClassificationReport.self, forKey: .screening)
  }

  /// Writes the figures beside `task`, `n`, `classes`, `confusion_matrix`, `per_class` (by name), `pairwise`,
  /// `confidence_intervals` and `screening`; what is undefined is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(task, forKey: .task)
    try container.encode(n, forKey: .n)
    try container.encode(classes, forKey: .classes)
    try container.encode(confusionMatrix, forKey: .confusionMatrix)
    try container.encode(pairwise, forKey: .pairwise)
    try container.encode(screening, forKey: .screening)
    var plain = encoder.container(keyedBy: FigureKey<SeveralFigure>.self)
    try plain.encodeFigures(figures)
    var intervals = container.nestedContainer(keyedBy: FigureKey<SeveralFigure>.self, forKey: .confidenceIntervals)
    try intervals.encodeFigures(confidenceIntervals)
    var reports = container.nestedContainer(keyedBy: Name.self, forKey: .perClass)
    for report in perClass { try reports.encode(report, forKey: Name(stringValue: report.name)) }
  }
}
