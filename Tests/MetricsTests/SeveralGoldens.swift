import Foundation
import Metrics

/// What `Goldens/make_several.py` wrote, read once.
struct SeveralGoldens: Decodable {
  struct Whole: Decodable {
    let figures: [String: Double?]
    let classes: [[String: Double?]]
  }

  struct Intervals: Decodable {
    let table: Int
    let resamples: Int
    let seed: UInt64
    let figures: [String: [Double]]
    let auroc: [[Double]?]
  }

  let whole: [Whole]
  let tables: [Double]
  let figures: [String: Double]
  let undefined: [String: Int]
  let intervals: Intervals

  static let all: Result<SeveralGoldens, any Error> = Result {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/several.json")
    return try JSONDecoder().decode(SeveralGoldens.self, from: Data(contentsOf: file))
  }

  /// The figures of a class that stand there, in their order.
  static let classFigures: [Figure] = [
    .auroc, .auprc, .sensitivity, .specificity, .ppv, .npv, .f1, .brier, .ece, .logLoss,
  ]

  /// All figures of a report, named, in the order of the sums.
  static func figures(of report: SeveralReport) -> [(name: String, value: Double?)] {
    SeveralFigure.allCases.sorted { $0.rawValue < $1.rawValue }.map { ($0.rawValue, report[$0]) }
      + report.perClass.flatMap { part in classFigures.map { ("class_" + $0.rawValue, part[$0]) } }
  }
}
