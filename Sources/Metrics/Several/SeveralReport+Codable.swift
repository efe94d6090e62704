extension SeveralReport: Codable {
  private enum Key: String, CodingKey {
    case task, n, classes, pairwise, screening
    case confusionMatrix = "confusion_matrix"
    case confidenceIntervals = "confidence_intervals"
    case perClass = "per_class"
    case classTable = "classification_report"
  }

  /// Reads the JSON that `encode(to:)` writes; further keys are passed over, null and absent figures alike are undefined.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    task = try container.decode(ClassificationTask.self, forKey: .task)
    n = try container.decode(Int.self, forKey: .n)
    classes = try container.decode([String].self, forKey: .classes)
    confusionMatrix = try container.decodeIfPresent([[Int]].self, forKey: .confusionMatrix)
    let size = classes.count
    if let confusionMatrix {
      guard confusionMatrix.count == size,
        confusionMatrix.allSatisfy({ $0.count == size && $0.allSatisfy(ConfusionMatrix.range.contains) })
      else {
        throw DecodingError.dataCorruptedError(
          forKey: .confusionMatrix, in: container, debugDescription: "expected a row and a column for each class")
      }
    }
    figures = try decoder.container(keyedBy: FigureKey<SeveralFigure>.self).decodeFigures()
    confidenceIntervals =
      try container.nestedContainer(keyedBy: FigureKey<SeveralFigure>.self, forKey: .confidenceIntervals)
      .decodeFigures()
    let reports = try container.nestedContainer(keyedBy: NameKey.self, forKey: .perClass)
    perClass = try classes.map { name in
      try ClassReport(name: name, from: reports.superDecoder(forKey: NameKey(name)))
    }
    pairwise = try container.decodeIfPresent([PairwiseAUROC].self, forKey: .pairwise)
    screening = try container.decodeIfPresent(ClassificationReport.self, forKey: .screening)
  }

  /// Writes the figures beside `task`, `n`, `classes`, `confusion_matrix`, `per_class` (by name), `pairwise`,
  /// `confidence_intervals`, `screening` and `classification_report`; what is undefined is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(task, forKey: .task)
    try container.encode(n, forKey: .n)
    try container.encode(classes, forKey: .classes)
    try container.encode(confusionMatrix, forKey: .confusionMatrix)
    try container.encode(pairwise, forKey: .pairwise)
    try container.encode(screening, forKey: .screening)
    try container.encode(ClassTable(self), forKey: .classTable)
    var plain = encoder.container(keyedBy: FigureKey<SeveralFigure>.self)
    try plain.encodeFigures(figures)
    var intervals = container.nestedContainer(keyedBy: FigureKey<SeveralFigure>.self, forKey: .confidenceIntervals)
    try intervals.encodeFigures(confidenceIntervals)
    var reports = container.nestedContainer(keyedBy: NameKey.self, forKey: .perClass)
    for report in perClass { try reports.encode(report, forKey: NameKey(report.name)) }
  }
}
