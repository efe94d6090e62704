/// Temperature scaling: the logits are divided by one number T before the softmax, so that probabilities mean what they say
/// while every ranking and every argmax stays the same (Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural
/// networks", ICML 2017).
///
/// T minimizes the log-loss on validation data, never on the data that is then measured, against Platt's smoothed targets
/// (Platt, "Probabilistic outputs for support vector machines", 1999): a few cases that are all right can't make the
/// network sure of itself, while many cases leave T as it would be without. With 1/T as the variable the loss is convex in
/// one dimension; Newton's method, kept inside a bracket, finds its minimum to machine precision.
///
/// ## What may be claimed
/// Of n cases, even if all agreed, the next would be of the other kind with probability 1/(n + 2) under a uniform prior
/// (Laplace's rule of succession). No probability that is shown lies nearer to 0 or 1 than that; decisions are made on
/// the probability before it is held back.
public struct TemperatureScaling: Sendable, Equatable {
  /// What the logits are divided by; above 1 for a network that is too sure of itself.
  public let temperature: Double
  /// Whether the data fixed T.
  ///
  /// They don't where the logits are no better than chance (T would go to infinity), all alike, or so small that T would
  /// be below the range; then T is 1 and leaves the network as it is.
  public let isDetermined: Bool
  /// How many cases it was fitted on; views of one picture are one case.
  public let n: Int
  /// The mean log-loss of those cases with T = 1.
  public let logLossBefore: Double
  /// The mean log-loss of those cases with this T.
  public let logLossAfter: Double
  /// The least probability that may be shown, 1/(n + 2); nil, for no such bound, in bundles of older versions.
  public let probabilityLimit: Double?

  /// The temperatures that are believed.
  public static let range = 0.05...20.0

  /// Fits the temperature.
  ///
  /// - Parameters:
  ///   - logits: one row of C logits for each case; C = 1 is a sigmoid's logit.
  ///   - labels: the true class of each case.
  ///   - pictures: how many cases there are in truth, where some are views of the same.
  /// - Throws: `MetricsError` for no cases, rows of different length, logits that are not finite, labels out of range.
  public init(fitting logits: [[Double]], labels: [Int], pictures: Int? = nil) throws(MetricsError) {
    let logits = try Logits(logits, labels: labels)
    self.init(logits, scale: Self.bestScale(logits, logits.once), pictures: pictures)
  }

  /// No scaling, by choice, of a network whose probabilities were compared with the truth of these cases.
  ///
  /// - Throws: As ``init(fitting:labels:pictures:)``.
  public init(leaving logits: [[Double]], labels: [Int], pictures: Int? = nil) throws(MetricsError) {
    self.init(try Logits(logits, labels: labels), scale: nil, pictures: pictures)
  }

  private init(_ logits: Logits, scale: Double?, pictures: Int?) {
    let exact = logits.exactTargets
    temperature = 1 / (scale ?? 1)
    isDetermined = scale != nil
    n = pictures ?? logits.labels.count
    logLossBefore = logits.logLoss(scale: 1, exact, logits.once).value
    logLossAfter = logits.logLoss(scale: scale ?? 1, exact, logits.once).value
    probabilityLimit = 1 / Double(n + 2)
  }

  /// No scaling: a temperature of 1 that was not fitted, and no bound on what may be shown.
  public static let identity = TemperatureScaling(probabilityLimit: nil)

  /// No scaling of a mean of calibrated probabilities, which is held back to the mean of their bounds.
  public init(meanOf parts: [TemperatureScaling]) {
    let limits = parts.compactMap(\.probabilityLimit)
    self.init(
      probabilityLimit: limits.isEmpty || limits.count < parts.count
        ? nil : limits.reduce(0, +) / Double(limits.count))
  }

  private init(probabilityLimit: Double?) {
    temperature = 1
    isDetermined = false
    n = 0
    logLossBefore = 0
    logLossAfter = 0
    self.probabilityLimit = probabilityLimit
  }

  /// The calibrated probabilities of one case's logits; for one logit (a sigmoid's) those of both classes.
  public func probabilities(_ logits: [Double]) -> [Double] {
    Probability.softmax(logits, scale: 1 / temperature)
  }

  /// A probability held back to what the cases of the calibration can support.
  public func supported(_ probability: Double) -> Double {
    guard let probabilityLimit else { return probability }
    return min(max(probability, probabilityLimit), 1 - probabilityLimit)
  }

  /// The 1/T where the slope of the loss is zero, nil where that is outside the range.
  ///
  /// - Parameters:
  ///   - times: how often each case counts.
  ///   - start: where the search begins.
  static func bestScale(_ logits: Logits, _ times: RankedPredictions.Counts, from start: Double = 1) -> Double? {
    var (low, high) = (1 / range.upperBound, 1 / range.lowerBound)
    let targets = logits.smoothedTargets(times)
    guard logits.logLoss(scale: low, targets, times).slope < 0, logits.logLoss(scale: high, targets, times).slope > 0
    else { return nil }
    var scale = start
    for _ in 0..<200 {
      let loss = logits.logLoss(scale: scale, targets, times)
      if loss.slope < 0 { low = scale } else { high = scale }
      let newton = scale - loss.slope / loss.curvature
      let next = low < newton && newton < high ? newton : (low * high).squareRoot()
      if (next - scale).magnitude <= 1e-14 * scale { return next }
      scale = next
    }
    return scale
  }
}

extension TemperatureScaling: Codable {
  private enum CodingKeys: String, CodingKey {
    case temperature, n
    case isDetermined = "determined"
    case logLossBefore = "log_loss_before"
    case logLossAfter = "log_loss_after"
    case probabilityLimit = "probability_limit"
  }
}
