import Bundles
import Foundation

extension PrecisionAgreement {
  /// What was found of each precision, a line each way.
  var lines: [String] {
    precisions.sorted { $0.key < $1.key }.flatMap { name, entry -> [String] in
      let verdict = entry.keepsWord ? "within the limits; auto may take it" : "beyond the limits; auto does not take it"
      return ["\(name): \(verdict)"]
        + [("as they are", entry.clean), ("changed", entry.stressed)].compactMap { kind, comparison in
          comparison.map { "  \(Self.sentence($0)) (\($0.n) pictures \(kind))" }
        }
    }
  }

  private static func sentence(_ comparison: Comparison) -> String {
    func fixed(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "–" }
    let parts = [
      "99.9 % of probabilities within \(fixed(comparison.shift999))", "the furthest \(fixed(comparison.largestShift))",
      "\(comparison.changed) of \(comparison.decisions) decisions changed",
      "\(comparison.changedBeyond) of them beyond ±\(margin)",
      "AUROC \(fixed(comparison.aurocExact)) and \(fixed(comparison.auroc))",
      comparison.heatMaps.map { "heat-maps correlate by \(fixed($0.mean)), at least \(fixed($0.least))" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
