/// Temperature scaling: the logits are divided by one number T before the softmax, so that probabilities mean what they say
/// while every ranking and every argmax stays the same (Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural
/// networks", ICML 2017).
///
/// T minimizes the log-loss on validation data, never on the data that is then measured. With 1/T as the variable the loss
/// is convex in one dimension; Newton's method, kept inside a bracket, finds its minimum to machine precision.
public struct TemperatureScaling: Sendable, Equatable {
  /// What the logits are divided by; above 1 for a network that is too sure of itself.
  public let temperature: Double
  /// Whether the data fixed T.
  ///
  /// They don't where every case is right by far (T would go to 0), where the logits are worse than chance (T would go to
  /// infinity) or all alike; then T is 1 and leaves the network as it is.
  public let isDetermined: Bool
  /// How many cases it was fitted on.
  public let n: Int
  /// The mean log-loss of those cases with T = 1.
  public let logLossBefore: Double
  /// The mean log-loss of those cases with this T.
  public let logLossAfter: Double

  /// The temperatures that are believed.
  public static let range = 0.05...20.0

  /// Fits the temperature.
  ///
  /// - Parameters:
  ///   - logits: one row of C logits for each case; C = 1 is a sigmoid's logit.
  ///   - labels: the true class of each case.
  /// - Throws: `MetricsError` for no cases, rows of different length, logits that are not finite, labels out of range.
  public init(fitting logits: [[Double]], labels: [Int]) throws(MetricsError) {
    let logits = try Logits(logits, labels: labels)
    let scale = Self.bestScale(logits)
    temperature = 1 / (scale ?? 1)
    isDetermined = scale != nil
    n = labels.count
    logLossBefore = logits.logLoss(scale: 1).value
    logLossAfter = logits.logLoss(scale: scale ?? 1).value
  }

  /// No scaling: a temperature of 1 that was not fitted.
  public static let identity = TemperatureScaling()

  private init() {
    temperature = 1
    isDetermined = false
    n = 0
    logLossBefore = 0
    logLossAfter = 0
  }

  /// The calibrated probabilities of one case's logits; for one logit (a sigmoid's) those of both classes.
  public func probabilities(_ logits: [Double]) -> [Double] {
    Probability.softmax(logits, scale: 1 / temperature)
  }

  /// The 1/T where the slope of the loss is zero, nil where that is outside the range.
  private static func bestScale(_ logits: Logits) -> Double? {
    var (low, high) = (1 / range.upperBound, 1 / range.lowerBound)
    guard logits.logLoss(scale: low).slope < 0, logits.logLoss(scale: high).slope > 0 else { return nil }
    var scale = 1.0
    for _ in 0..<200 {
      let loss = logits.logLoss(scale: scale)
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
  }
}
