extension SeveralTable {
  /// The AUROC of two classes by their places.
  struct PairAUROC: Sendable {
    let first: Int
    let second: Int
    let auroc: Double?
  }

  /// All figures of the cases as often as each counts.
  struct Measurement: Sendable {
    /// For each class; nil where no truth is known.
    let columns: [FigureTable.Measurement?]
    let figures: [SeveralFigure: Double]
    /// Of classes; nil for findings.
    let confusion: MulticlassConfusion?
    let pairs: [PairAUROC]?

    /// The figures over all classes, then those of each class; NaN where undefined.
    var row: [Double] {
      SeveralFigure.allCases.map { figures[$0] ?? .nan }
        + columns.flatMap { $0?.row ?? Figure.allCases.map { _ in .nan } }
    }
  }

  /// Measures the cases as often as each counts.
  func measure(_ counts: RankedPredictions.Counts) -> Measurement {
    let columns = columns.map { $0?.table.measure(counts) }
    let pooled = pooled?.scoreFigures(counts)
    var figures: [SeveralFigure: Double] = [:]
    var (confusion, pairs): (MulticlassConfusion?, [PairAUROC]?)
    figures[.microAUROC] = pooled?.auroc
    figures[.microAUPRC] = pooled?.auprc
    switch decisions {
    case .classes(let classes):
      let matrix = classes.confusion(counts)
      let each = matrix.oneAgainstRest
      add(each, columns, to: &figures)
      figures[.accuracy] = matrix.accuracy
      figures[.balancedAccuracy] = figures[.macroRecall]
      figures[.mcc] = matrix.mcc
      figures[.kappa] = matrix.kappa
      let cases = classes.caseFigures(counts)
      figures[.logLoss] = cases.logLoss
      figures[.top2Accuracy] = cases.top2
      figures[.ece] = cases.ece
      figures[.brier] = pooled?.brier.map { $0 * Double(columns.count) }
      confusion = matrix
      pairs = classes.pairs(counts)
      figures[.pairwiseAUROC] = pairs.flatMap { ClassAverages.macro($0.map(\.auroc)) }
    case .findings(let findings):
      let each = columns.map { $0?.confusions[0] }
      add(each, columns, to: &figures)
      figures[.accuracy] = findings.subsetAccuracy(counts)
      figures[.balancedAccuracy] = ClassAverages.macro(each.map { $0?.balancedAccuracy })
      figures[.logLoss] = pooled?.logLoss
      figures[.brier] = pooled?.brier
      figures[.ece] = ClassAverages.macro(columns.map { $0?.scores.ece })
      figures[.hammingLoss] = ClassAverages.micro(each.compactMap(\.self)).accuracy.map { 1 - $0 }
    }
    return Measurement(
      columns: columns, figures: figures.filter { !$0.value.isNaN }, confusion: confusion, pairs: pairs)
  }

  /// Adds what is averaged over classes: ranking from the scores, F1, precision and recall from decisions.
  private func add(
    _ decisions: [ConfusionMatrix?], _ columns: [FigureTable.Measurement?], to figures: inout [SeveralFigure: Double]
  ) {
    let averages = ClassAverages(weights: decisions.map { $0?.positives ?? 0 })
    let all = ClassAverages.micro(decisions.compactMap(\.self))
    func add(_ macro: SeveralFigure, _ weighted: SeveralFigure, _ values: [Double?]) {
      figures[macro] = ClassAverages.macro(values)
      figures[weighted] = averages.weighted(values)
    }
    add(.macroAUROC, .weightedAUROC, columns.map { $0?.scores.auroc })
    add(.macroAUPRC, .weightedAUPRC, columns.map { $0?.scores.auprc })
    add(.macroF1, .weightedF1, decisions.map { $0?.f1 })
    add(.macroPrecision, .weightedPrecision, decisions.map { $0?.ppv })
    add(.macroRecall, .weightedRecall, decisions.map { $0?.sensitivity })
    figures[.microF1] = all.f1
    figures[.microPrecision] = all.ppv
    figures[.microRecall] = all.sensitivity
  }

  /// The report of one class.
  func report(
    _ index: Int, name: String, _ measured: Measurement, _ intervals: [Figure: ConfidenceInterval]?
  ) -> ClassReport {
    let column = measured.columns[index]
    let confusion =
      column?.confusions[0]
      ?? ConfusionMatrix(trueNegatives: 0, falsePositives: 0, falseNegatives: 0, truePositives: 0)
    return ClassReport(
      name: name, n: confusion.total, positives: confusion.positives, unknown: count - confusion.total,
      atThreshold: ThresholdReport(
        threshold: thresholds[index], confusionMatrix: confusion,
        figures: column.map { column in
          Figure.allCases.reduce(into: [:]) { $0[$1] = $1.value(confusion, column.scores) }
        } ?? [:],
        confidenceIntervals: intervals ?? [:]))
  }
}
