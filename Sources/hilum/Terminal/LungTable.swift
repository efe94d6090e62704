import Foundation
import Learning
import Metrics

/// Figures of outlines as lines for people.
struct LungTable {
  let lines: [String]

  /// The lines of a report.
  init(_ report: LungReport) {
    let parts = [("all", report.all)] + report.classes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    var lines = parts.flatMap { name, figures in
      [
        "\(name): \(figures.pictures) pictures of \(figures.patients) patients",
        "  Dice            \(Self.text(figures.dice))  5th percentile " + Self.number(figures.diceFifthPercentile),
        "  IoU             \(Self.text(figures.iou))",
        "  boundary error  \(Self.text(figures.boundaryErrorPercent)) % of the width",
      ] + (figures.notFound > 0 ? ["  no lung found in \(figures.notFound)"] : [])
    }
    if !report.farOff.isEmpty {
      let names = report.farOff.prefix(5).joined(separator: ", ") + (report.farOff.count > 5 ? ", …" : "")
      lines.append(
        "\(report.farOff.count) outlines have little in common with the network's; are their masks other pictures'? \(names)"
      )
    }
    if let varied = report.varied {
      lines.append(
        "varied at strength \(varied.strength): Dice \(Self.number(varied.mean)), several kinds at once "
          + Self.number(varied.together))
      lines += varied.kinds.sorted { $0.value < $1.value }.map {
        "  \($0.key.padding(toLength: 14, withPad: " ", startingAt: 0))  \(Self.number($0.value))"
      }
    }
    self.lines = lines + ["Research software, not a medical device."]
  }

  private static func text(_ mean: LungReport.Mean) -> String {
    number(mean.value) + (mean.interval.map { " [\(number($0.lower)), \(number($0.upper))]" } ?? "")
  }

  private static func number(_ value: Double) -> String { String(format: "%.4f", value) }
}
