package import Bundles
import Inference
import Metrics

/// What a model says of one picture, in the form in which precisions are compared.
package struct ComparedAnswer: Sendable {
  /// A probability, and what it is decided at.
  package struct Probability: Sendable {
    let value: Double
    let threshold: Double

    /// A probability, decided at a threshold.
    package init(_ value: Double, threshold: Double) {
      self.value = value
      self.threshold = threshold
    }

    /// Whether it reaches the threshold.
    var isCalled: Bool { value >= threshold }
  }

  /// The positive class's; of several classes or findings that of each, and of classes that anything is found.
  let probabilities: [Probability]
  /// The likeliest of several classes; nil where they don't exclude each other, or are two.
  let likeliest: Int?
  /// By how much it leads.
  let lead: Double
  /// The score of the view whether anything is found.
  let score: Double
  /// What speaks for the leading class, row by row; empty where it can't be told.
  let heat: [Float]

  /// The answer that logits give.
  ///
  /// - Parameter heat: What speaks for the leading class.
  init(logits: some Collection<Float>, _ model: ModelMetadata, heat: [Float]) {
    let assessment = Assessment(logits: logits, model)
    let screening = Probability(assessment.positiveProbability, threshold: model.operatingPoint.threshold)
    let each = zip(assessment.calibrated, model.thresholds).map { Probability($0, threshold: $1) }
    switch model.task {
    case .binary: probabilities = [screening]
    case .multiclass: probabilities = each + [screening]
    case .multilabel: probabilities = each
    }
    let ranked = assessment.calibrated.indices.sorted { assessment.calibrated[$0] > assessment.calibrated[$1] }
    likeliest = model.task == .multiclass ? ranked.first : nil
    lead = ranked.count > 1 ? assessment.calibrated[ranked[0]] - assessment.calibrated[ranked[1]] : 1
    score = assessment.positiveProbability
    self.heat = heat
  }

  /// An answer of its parts.
  package init(probabilities: [Probability], likeliest: Int? = nil, lead: Double = 1, score: Double, heat: [Float] = [])
  {
    self.probabilities = probabilities
    self.likeliest = likeliest
    self.lead = lead
    self.score = score
    self.heat = heat
  }

  /// How far the probability is from that of another answer that moved furthest.
  func shift(to other: ComparedAnswer) -> Double {
    zip(probabilities, other.probabilities).reduce(0) { max($0, abs($1.0.value - $1.1.value)) }
  }

  /// The decisions that another answer makes otherwise: how many in all, and how many beyond the margin.
  func changes(to other: ComparedAnswer) -> (all: Int, beyond: Int) {
    let margin = PrecisionAgreement.margin
    var changes = (all: 0, beyond: 0)
    for (exact, found) in zip(probabilities, other.probabilities) where exact.isCalled != found.isCalled {
      changes.all += 1
      if abs(exact.value - exact.threshold) >= margin { changes.beyond += 1 }
    }
    if likeliest != other.likeliest {
      changes.all += 1
      if lead >= margin { changes.beyond += 1 }
    }
    return changes
  }

  /// Pearson's correlation with the heat-map of another answer; nil where either has none, or is the same all over.
  func correlation(with other: ComparedAnswer) -> Double? {
    guard heat.count == other.heat.count, !heat.isEmpty else { return nil }
    let count = Double(heat.count)
    let means = (heat.reduce(0) { $0 + Double($1) } / count, other.heat.reduce(0) { $0 + Double($1) } / count)
    var sums = (both: 0.0, first: 0.0, second: 0.0)
    for (a, b) in zip(heat, other.heat) {
      let (x, y) = (Double(a) - means.0, Double(b) - means.1)
      sums.both += x * y
      sums.first += x * x
      sums.second += y * y
    }
    let scale = (sums.first * sums.second).squareRoot()
    return scale > 0 ? sums.both / scale : nil
  }
}

extension PrecisionAgreement.Comparison {
  /// Holds answers in a precision against those in f32.
  ///
  /// - Parameters:
  ///   - exact: In f32; at least one.
  ///   - others: In the precision, on the same pictures.
  ///   - truths: Whether anything is found on each; nil where that is not known.
  package init(_ exact: [ComparedAnswer], _ others: [ComparedAnswer], truths: [Bool?]) {
    let pairs = Array(zip(exact, others))
    let shifts = pairs.map { $0.shift(to: $1) }
    let changes = pairs.map { $0.changes(to: $1) }
    let correlations = pairs.compactMap { $0.correlation(with: $1) }
    let known = truths.indices.filter { truths[$0] != nil }
    func auroc(_ answers: [ComparedAnswer]) -> Double? {
      let predictions = try? BinaryPredictions(
        scores: known.map { answers[$0].score }, labels: known.map { truths[$0] == true ? 1 : 0 })
      return predictions.flatMap { try? DeLong.estimate($0).auroc }
    }
    self.init(
      n: pairs.count, largestShift: shifts.max() ?? 0, shift999: Bootstrap.quantile(0.999, of: shifts) ?? 0,
      decisions: exact.reduce(0) { $0 + $1.probabilities.count + ($1.likeliest == nil ? 0 : 1) },
      changed: changes.reduce(0) { $0 + $1.all }, changedBeyond: changes.reduce(0) { $0 + $1.beyond },
      aurocExact: auroc(exact), auroc: auroc(others),
      heatMaps: correlations.min().map { least in
        .init(
          n: correlations.count, mean: correlations.reduce(0, +) / Double(correlations.count), least: least)
      })
  }
}
