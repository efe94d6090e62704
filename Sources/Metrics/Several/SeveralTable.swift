/// What all figures of several classes or findings are worked out from, in a form in which the bootstrap can draw cases
/// anew: counts say how often each case of the set counts, for every class alike.
struct SeveralTable: Sendable {
  /// One class against the rest, or one finding on its known cases.
  struct Column: Sendable {
    let predictions: BinaryPredictions
    let table: FigureTable
  }

  /// What the task alone has.
  enum Decisions: Sendable {
    case classes(MulticlassDecisions)
    case findings(MultilabelDecisions)
  }

  /// How many cases there are.
  let count: Int
  let thresholds: [Double]
  /// One for each class; nil where no case's truth is known.
  let columns: [Column?]
  /// All pairs of case and class whose truth is known; nil without one.
  let pooled: RankedPredictions?
  let decisions: Decisions
  let clusters: [Int]
  let clusterCount: Int
  /// The true class of each case; nil for findings.
  let kinds: [Int]?

  init(multiclass predictions: MulticlassPredictions, thresholds: [Double]) throws(MetricsError) {
    let everyCase = Array(0..<predictions.count)
    try self.init(
      predictions, thresholds, predictions.probabilities, .classes(MulticlassDecisions(predictions)),
      known: { _ in everyCase }, clusters: (predictions.clusters, predictions.clusterCount), kinds: predictions.labels)
  }

  init(multilabel predictions: MultilabelPredictions, thresholds: [Double]) throws(MetricsError) {
    try self.init(
      predictions, thresholds, predictions.probabilities,
      .findings(MultilabelDecisions(predictions, thresholds: thresholds)), known: predictions.cases(knowing:),
      clusters: (predictions.clusters, predictions.clusterCount), kinds: nil)
  }

  private init(
    _ predictions: some SeveralPredictions, _ thresholds: [Double], _ probabilities: [[Double]],
    _ decisions: @autoclosure () -> Decisions, known: (Int) -> [Int], clusters: (of: [Int], count: Int), kinds: [Int]?
  ) throws(MetricsError) {
    let names = predictions.names
    guard thresholds.count == names.count else {
      throw .lengthMismatch(what: "thresholds", expected: names.count, found: thresholds.count)
    }
    if let threshold = thresholds.first(where: { !$0.isFinite }) {
      throw .invalidParameter(name: "the threshold", value: threshold, allowed: "a finite number")
    }
    var (scores, truths, cases): ([Double], [Bool], [Int]) = ([], [], [])
    columns = names.indices.map { index in
      guard let finding = predictions.finding(index) else { return nil }
      let known = known(index)
      scores += finding.scores
      truths += finding.isPositive
      cases += known
      return Column(
        predictions: finding,
        table: FigureTable(finding, thresholds: [thresholds[index]], cases: known, of: predictions.count))
    }
    pooled =
      scores.isEmpty
      ? nil
      : RankedPredictions(
        BinaryPredictions(scores: scores, isPositive: truths, clusters: cases, isGrouped: true), cases: cases,
        of: predictions.count)
    count = predictions.count
    self.thresholds = thresholds
    self.decisions = decisions()
    (self.clusters, clusterCount) = clusters
    self.kinds = kinds
  }

  /// Every case counted once.
  var once: RankedPredictions.Counts { RankedPredictions.Counts(repeating: 1, count: count) }
}
