import Foundation
import Inference
import Metrics

/// What a reading says of several classes or findings, a bar each, the most probable first.
struct FindingBars {
  /// The bars with names, probabilities and what is called; none where there are two classes.
  let lines: [String]

  private static let width = 20
  /// So many bars are shown.
  private static let limit = 20

  /// The bars of a reading.
  init(_ reading: Reading) {
    let findings = (reading.findings ?? []).sorted { ($0.probability, $1.name) > ($1.probability, $0.name) }
    let shown = findings.prefix(Self.limit)
    let longest = shown.map(\.name.count).max() ?? 0
    let more = findings.count - shown.count
    lines = shown.map { Self.line($0, name: longest) } + (more > 0 ? ["  … and \(more) more"] : [])
  }

  /// Name, bar with the threshold's mark, probability with its interval, and whether it is called.
  private static func line(_ finding: Finding, name width: Int) -> String {
    let range = IntervalText(finding.interval.map { (100 * $0.lower, 100 * $0.upper) }, digits: 1, joint: " to ")
    let figure = Probability.text(finding.probability)
    return "  " + finding.name.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + bar(finding)
      + "  " + String(repeating: " ", count: max(0, 7 - figure.count)) + figure + range.description
      + String(format: finding.decision ? "  called at %.3f" : "  below %.3f", finding.threshold)
  }

  private static func bar(_ finding: Finding) -> String {
    func place(_ share: Double) -> Int { Int((min(max(share, 0), 1) * Double(width)).rounded()) }
    let (filled, mark) = (place(finding.probability), min(place(finding.threshold), width - 1))
    return (0..<width).map { $0 == mark ? "│" : $0 < filled ? "█" : "·" }.joined()
  }
}
