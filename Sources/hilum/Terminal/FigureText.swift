import Foundation
import Metrics

/// A figure with its interval, such as `0.993 (0.988–0.997)`; a dash where it is undefined.
struct FigureText: CustomStringConvertible {
  let description: String

  init(_ value: Double?, _ interval: ConfidenceInterval? = nil) {
    description =
      value.map { value in
        String(format: "%.3f", value)
          + IntervalText(interval.map { ($0.lower, $0.upper) }, digits: 3, joint: "–").description
      } ?? "–"
  }
}
