import Dispatch
import Foundation
import Synchronization

/// Confidence intervals by resampling: cases, or whole patients where groups are given, are drawn with replacement and
/// each figure is worked out anew (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993; percentile method).
///
/// Drawing patients keeps the images of one patient together, so that their likeness widens the interval as it must (the
/// cluster bootstrap: Field and Welsh, JRSS B 2007). Every resample has a random stream of its own, so that the result
/// depends on the seed alone, not on the number of threads. A resample in which a figure is undefined (no positive case
/// drawn) is left out for that figure; where more than a tenth are, there is no interval.
public struct Bootstrap: Sendable, Equatable {
  /// How many times the set is drawn.
  public var resamples: Int
  /// The confidence level, such as 0.95.
  public var level: Double
  /// Where the random numbers start.
  public var seed: UInt64
  /// Whether patients with positive cases only, with negative only and with both are drawn apart.
  ///
  /// Then each resample has the same mix. Right where the mix was fixed by design; else the uncertainty of PPV, NPV and
  /// accuracy comes out too small.
  public var isStratified: Bool
  /// How many threads to use; nil for one a core.
  public var threads: Int?

  /// The settings, 2,000 resamples for 95 % intervals unless told otherwise.
  public init(
    resamples: Int = 2000, level: Double = 0.95, seed: UInt64 = 101_010, isStratified: Bool = false,
    threads: Int? = nil
  ) {
    self.resamples = resamples
    self.level = level
    self.seed = seed
    self.isStratified = isStratified
    self.threads = threads
  }

  // MARK: - Drawing

  /// Works out a row of numbers for every resample of the predictions' cases; rows in the order of the resamples.
  func rows(
    of predictions: BinaryPredictions, _ row: @Sendable (RankedPredictions.Counts) -> [Double]
  ) throws(MetricsError) -> [[Double]] {
    try rows(ResamplingPlan(predictions, isStratified: isStratified), row)
  }

  /// Works out a row of numbers for every resample of a plan; rows in the order of the resamples.
  func rows(
    _ plan: ResamplingPlan, _ row: @Sendable (RankedPredictions.Counts) -> [Double]
  ) throws(MetricsError) -> [[Double]] {
    try check()
    let chunks = max(1, min(threads ?? ProcessInfo.processInfo.activeProcessorCount, resamples))
    let results = Mutex([Int: [[Double]]]())
    DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
      var counts = RankedPredictions.Counts()
      let rows = (chunk * resamples / chunks..<(chunk + 1) * resamples / chunks).map { resample in
        plan.draw(SplitMix64(seed: seed, stream: UInt64(resample)), into: &counts)
        return row(counts)
      }
      results.withLock { $0[chunk] = rows }
    }
    return results.withLock { done in (0..<chunks).flatMap { done[$0] ?? [] } }
  }

  /// The percentile interval of one column of the rows, nil where more than a tenth of it is undefined.
  ///
  /// - Parameter value: for a figure of no less than 0 that resampling biases, the figure itself: the resamples' mean is
  ///   moved onto it, by the bootstrap's estimate of bias (Efron and Tibshirani, chapter 10).
  func interval(_ rows: [[Double]], column: Int, around value: Double? = nil) -> ConfidenceInterval? {
    var values = rows.map { $0[column] }.filter { !$0.isNaN }.sorted()
    guard values.count * 10 >= rows.count * 9 else { return nil }
    if let value {
      let bias = values.reduce(0, +) / Double(values.count) - value
      values = values.map { max(0, $0 - bias) }
    }
    return ConfidenceInterval(
      lower: Self.quantile((1 - level) / 2, ofSorted: values), upper: Self.quantile((1 + level) / 2, ofSorted: values))
  }

  // MARK: - Checks and numerics

  /// Refuses settings that are out of range.
  func check() throws(MetricsError) {
    guard (1...1_000_000).contains(resamples) else {
      throw .invalidParameter(name: "the number of resamples", value: Double(resamples), allowed: "1 to 1000000")
    }
    _ = try Distributions.upperTail(level: level)
  }

  /// The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, NumPy's default).
  static func quantile(_ share: Double, ofSorted values: [Double]) -> Double {
    let position = share * Double(values.count - 1)
    let below = Int(position.rounded(.down))
    let above = min(below + 1, values.count - 1)
    return values[below] + (values[above] - values[below]) * (position - Double(below))
  }
}
