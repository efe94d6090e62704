/// Every figure at several thresholds as one row of numbers, the form in which the bootstrap gathers them.
struct FigureTable: Sendable {
  let ranked: RankedPredictions
  let thresholds: [Double]
  /// For each threshold, how many of the ranked cases are called positive.
  private let cuts: [Int]

  init(_ predictions: BinaryPredictions, thresholds: [Double]) {
    let ranked = RankedPredictions(predictions)
    self.ranked = ranked
    self.thresholds = thresholds
    cuts = thresholds.map(ranked.cut)
  }

  /// All figures at the first threshold, then all at the next; NaN where undefined.
  func row(_ counts: RankedPredictions.Counts) -> [Double] {
    let scoreFigures = ranked.scoreFigures(counts)
    return cuts.flatMap { cut in
      let confusion = ranked.confusion(cut: cut, counts)
      return Figure.allCases.map { $0.value(confusion, scoreFigures) ?? .nan }
    }
  }

  /// A report for each threshold, with the intervals given for it.
  func reports(_ intervals: [[Figure: ConfidenceInterval]]?) -> [ThresholdReport] {
    let scoreFigures = ranked.scoreFigures(ranked.once)
    return thresholds.indices.map { place in
      let confusion = ranked.confusion(cut: cuts[place], ranked.once)
      return ThresholdReport(
        threshold: thresholds[place], confusionMatrix: confusion,
        figures: Figure.allCases.reduce(into: [:]) { $0[$1] = $1.value(confusion, scoreFigures) },
        confidenceIntervals: intervals?[place] ?? [:])
    }
  }
}
