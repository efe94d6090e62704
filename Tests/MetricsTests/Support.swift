import Foundation
import Metrics
import Testing

/// Whether two numbers agree to a small absolute and relative difference.
func near(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  (a - b).magnitude <= tolerance * max(1, a.magnitude, b.magnitude)
}

/// Whether two lists agree number by number.
func near(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { near($0, $1, tolerance) }
}

/// Made-up predictions of a decent classifier: `patients` give up to three images each when grouped.
func synthetic(_ count: Int, seed: UInt64, gap: Double = 1.5, grouped: Bool = false) throws -> BinaryPredictions {
  var generator = SplitMix64(seed: seed)
  var (scores, labels, groups): ([Double], [Int], [String]) = ([], [], [])
  for index in 0..<count {
    let label = index == 0 ? 1 : index == 1 ? 0 : Int.random(in: 0...1, using: &generator)
    // A sum of uniforms is near enough to normal.
    let noise = (0..<12).reduce(-6.0) { total, _ in total + Double.random(in: 0..<1, using: &generator) }
    scores.append(1 / (1 + exp(-(gap * (Double(label) - 0.5) * 2 + noise))))
    labels.append(label)
    groups.append("person\(index / 3)")
  }
  return try BinaryPredictions(scores: scores, labels: labels, groups: grouped ? groups : nil)
}

extension BinaryPredictions {
  /// The labels as numbers again.
  var labels: [Int] { isPositive.map { $0 ? 1 : 0 } }

  /// The same cases with every score changed.
  func mapped(_ change: (Double) -> Double) throws -> BinaryPredictions {
    try BinaryPredictions(scores: scores.map(change), labels: labels)
  }

  /// AUROC by comparing every pair.
  var aurocOfPairs: Double {
    let pairs = scores.indices.filter { isPositive[$0] }.flatMap { positive in
      scores.indices.filter { !isPositive[$0] }.map { (scores[positive], scores[$0]) }
    }
    return pairs.reduce(0) { $0 + ($1.0 > $1.1 ? 1 : $1.0 == $1.1 ? 0.5 : 0) } / Double(pairs.count)
  }
}

/// A report without intervals.
func plainReport(_ predictions: BinaryPredictions, _ threshold: Double = 0.5) throws -> ClassificationReport {
  try ClassificationReport(predictions, threshold: threshold, bootstrap: nil)
}
