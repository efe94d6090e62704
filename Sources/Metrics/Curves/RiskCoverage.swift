/// Risk against coverage: the share of errors among the surest cases, were the others left to somebody else (El-Yaniv and
/// Wiener, "On the foundations of noise-free selective classification", JMLR 2010).
///
/// A case is the surer the farther its score lies from the threshold: for probabilities by the difference of the logits,
/// which for the threshold 0.5 orders as the probability of the called class does. Cases that are equally sure come in any
/// order, so that their errors are spread evenly among them.
public struct RiskCoverage: Sendable, Equatable, Codable {
  /// The area under the curve: the mean of the risk over every number of surest cases, from one to all (AURC: Geifman,
  /// Uziel and El-Yaniv, "Bias-reduced uncertainty estimation", ICLR 2019); 0 is best.
  public let aurc: Double
  /// The shares of surest cases at which the curve was read: 0.05 to 1.
  public let coverage: [Double]
  /// The share of errors among them; a share that is no whole number of cases is rounded up.
  public let risk: [Double]

  private static let steps = 20

  /// The curve of decisions at a threshold.
  public init(_ predictions: BinaryPredictions, threshold: Double) {
    let isLogit = predictions.areProbabilities
    let bar = isLogit ? Probability.logit(threshold) : threshold
    let cases = zip(predictions.scores, predictions.isPositive)
      .map { score, isPositive in
        let place = isLogit ? Probability.logit(score) : score
        // To nine digits: 0.3 and 0.7 are equally far from 0.5 but for rounding.
        return (sureness: ((place - bar).magnitude * 1e9).rounded(), isWrong: (score >= threshold) != isPositive)
      }
      .sorted { $0.sureness > $1.sureness }
    var risks: [Double] = []
    var (errors, start) = (0.0, 0)
    while start < cases.count {
      let end = cases[start...].firstIndex { $0.sureness != cases[start].sureness } ?? cases.count
      let wrong = Double(cases[start..<end].count { $0.isWrong })
      for place in start..<end {
        let share = Double(place - start + 1) / Double(end - start)
        risks.append((errors + wrong * share) / Double(place + 1))
      }
      errors += wrong
      start = end
    }
    aurc = risks.reduce(0, +) / Double(risks.count)
    coverage = (1...Self.steps).map { Double($0) / Double(Self.steps) }
    risk = (1...Self.steps).map { risks[($0 * risks.count + Self.steps - 1) / Self.steps - 1] }
  }

  /// The share of right decisions among the surest cases, nil for a share at which the curve was not read.
  public func accuracy(ofSurest share: Double) -> Double? {
    coverage.firstIndex { ($0 - share).magnitude < 1e-9 }.map { 1 - risk[$0] }
  }
}
