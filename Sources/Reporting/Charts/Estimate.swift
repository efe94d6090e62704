public import Metrics

/// A figure with its confidence interval, as it is plotted and printed: "0.962 (0.941–0.978)".
public struct Estimate: Sendable, Equatable {
  /// The figure; nil where it is undefined.
  public var value: Double?

  /// Its 95 % interval; nil where there is none.
  public var interval: ConfidenceInterval?

  /// A figure and its interval.
  public init(_ value: Double?, interval: ConfidenceInterval? = nil) {
    self.value = value
    self.interval = interval
  }

  /// A figure of a report at one threshold.
  public init(_ figure: Figure, of report: ThresholdReport) {
    self.init(report[figure], interval: report.confidenceIntervals[figure])
  }

  /// The figure and the bounds of its interval, as far as they are there.
  var numbers: [Double] {
    [value, interval?.lower, interval?.upper].compactMap(\.self)
  }

  /// Three decimals; `signed` puts a plus before what is positive, as differences want it.
  func text(signed: Bool = false) -> String {
    func number(_ value: Double) -> String {
      (signed && value > 0 ? "+" : "") + NumberText.fixed(value, 3)
    }
    guard let value, value.isFinite else { return NumberText.absent }
    guard let interval else { return number(value) }
    let separator = signed ? " to " : "–"
    return "\(number(value)) (\(number(interval.lower))\(separator)\(number(interval.upper)))"
  }
}
