import Dispatch
import Foundation
import Synchronization

/// Balanced accuracies of all measurements of a battery in resamples of the patients, every resample being the same for
/// all of them, so that means over measurements have intervals that know how alike these are.
///
/// Patients are drawn with replacement (the cluster bootstrap; see `Bootstrap`).
struct StressResamples {
  /// A row a resample, a column a measurement; NaN where a class was not drawn.
  private let rows: [[Double]]
  private let bootstrap: Bootstrap

  /// Draws the resamples.
  ///
  /// - Throws: `MetricsError.invalidParameter` for settings of the bootstrap that are out of range.
  init(_ measurements: [StressMeasurement], threshold: Double, _ bootstrap: Bootstrap) throws(MetricsError) {
    try bootstrap.check()
    self.bootstrap = bootstrap
    let numbers = Dictionary(
      Set(measurements.flatMap(\.patients)).sorted().enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
    let decisions = measurements.map { PatientDecisions($0, numbers, threshold: threshold) }
    let (resamples, seed, count) = (bootstrap.resamples, bootstrap.seed, numbers.count)
    let chunks = max(1, min(bootstrap.threads ?? ProcessInfo.processInfo.activeProcessorCount, resamples))
    let results = Mutex([Int: [[Double]]]())
    DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
      var weights = [Int32](repeating: 0, count: count)
      let rows = (chunk * resamples / chunks..<(chunk + 1) * resamples / chunks).map { resample in
        var generator = SplitMix64(seed: seed, stream: UInt64(resample))
        for patient in weights.indices { weights[patient] = 0 }
        for _ in 0..<count { weights[generator.next(below: count)] += 1 }
        return decisions.map { $0.balancedAccuracy(weights) }
      }
      results.withLock { $0[chunk] = rows }
    }
    rows = results.withLock { done in (0..<chunks).flatMap { done[$0] ?? [] } }
  }

  /// The interval of the mean of groups' means of balanced accuracies; each group is a list of measurements.
  func interval(ofMean groups: [[Int]]) -> ConfidenceInterval? {
    let means = rows.map { row in [Self.mean(groups.map { group in Self.mean(group.map { row[$0] }) })] }
    return bootstrap.interval(means, column: 0)
  }

  /// The mean of what is defined; NaN if nothing is.
  private static func mean(_ values: [Double]) -> Double {
    let values = values.filter { !$0.isNaN }
    return values.reduce(0, +) / Double(values.count)
  }
}

/// How many pictures of each patient there are and how many of them were called rightly, by true class.
private struct PatientDecisions: Sendable {
  private var positives: [Int32]
  private var rightPositives: [Int32]
  private var negatives: [Int32]
  private var rightNegatives: [Int32]

  init(_ measurement: StressMeasurement, _ numbers: [String: Int], threshold: Double) {
    positives = [Int32](repeating: 0, count: numbers.count)
    (rightPositives, negatives, rightNegatives) = (positives, positives, positives)
    let predictions = measurement.predictions
    for (index, name) in measurement.patients.enumerated() {
      guard let patient = numbers[name] else { continue }
      let isCalledPositive = predictions.scores[index] >= threshold
      if predictions.isPositive[index] {
        positives[patient] += 1
        if isCalledPositive { rightPositives[patient] += 1 }
      } else {
        negatives[patient] += 1
        if !isCalledPositive { rightNegatives[patient] += 1 }
      }
    }
  }

  /// The balanced accuracy where each patient counts as often as `weights` says; NaN where a class has no picture.
  func balancedAccuracy(_ weights: [Int32]) -> Double {
    let sensitivity = Self.sum(rightPositives, weights) / Self.sum(positives, weights)
    let specificity = Self.sum(rightNegatives, weights) / Self.sum(negatives, weights)
    return (sensitivity + specificity) / 2
  }

  private static func sum(_ counts: [Int32], _ weights: [Int32]) -> Double {
    counts.withUnsafeBufferPointer { counts in
      weights.withUnsafeBufferPointer { weights in
        var sum: Int32 = 0
        for patient in 0..<min(counts.count, weights.count) { sum &+= counts[patient] &* weights[patient] }
        return Double(sum)
      }
    }
  }
}
