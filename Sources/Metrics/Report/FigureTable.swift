/// Every figure at several thresholds as one row of numbers, the form in which the bootstrap gathers them.
struct FigureTable: Sendable {
  let ranked: RankedPredictions
  let thresholds: [Double]
  /// For each threshold, how many of the ranked cases are called positive.
  private let cuts: [Int]

  /// A table of predictions; `cases` and `caseCount` as `RankedPredictions` has them.
  init(_ predictions: BinaryPredictions, thresholds: [Double], cases: [Int]? = nil, of caseCount: Int? = nil) {
    let ranked = RankedPredictions(predictions, cases: cases, of: caseCount)
    self.ranked = ranked
    self.thresholds = thresholds
    cuts = thresholds.map(ranked.cut)
  }

  /// What all figures follow from: those of the scores, and the decisions at each threshold.
  struct Measurement {
    let scores: ScoreFigures
    let confusions: [ConfusionMatrix]

    /// All figures at the first threshold, then all at the next; NaN where undefined.
    var row: [Double] {
      confusions.flatMap { confusion in Figure.allCases.map { $0.value(confusion, scores) ?? .nan } }
    }
  }

  /// Measures the cases as often as each counts.
  func measure(_ counts: RankedPredictions.Counts) -> Measurement {
    Measurement(scores: ranked.scoreFigures(counts), confusions: cuts.map { ranked.confusion(cut: $0, counts) })
  }

  /// All figures at the first threshold, then all at the next; NaN where undefined.
  func row(_ counts: RankedPredictions.Counts) -> [Double] { measure(counts).row }

  /// A report for each threshold, with the intervals given for it.
  func reports(_ intervals: [[Figure: ConfidenceInterval]]?) -> [ThresholdReport] {
    let measured = measure(ranked.once)
    return thresholds.indices.map { place in
      let confusion = measured.confusions[place]
      return ThresholdReport(
        threshold: thresholds[place], confusionMatrix: confusion,
        figures: Figure.allCases.reduce(into: [:]) { $0[$1] = $1.value(confusion, measured.scores) },
        confidenceIntervals: intervals?[place] ?? [:])
    }
  }
}
