import Glibc
import ONNX

/// How the range of an activation is chosen from the values that it took.
public enum RangeMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// From the lowest to the highest: nothing is cut off, and one odd value makes all levels coarse.
  case minMax = "min-max"
  /// What 99.99 % of the values on either side of 0 lie within.
  case percentile
  /// The range whose 256 levels lose the least information, by the Kullback–Leibler divergence: Migacz, "8-bit
  /// Inference with TensorRT", GTC 2017.
  case entropy

  /// The range for values with this histogram.
  func range(_ histogram: ActivationHistogram) -> ActivationRange {
    switch self {
    case .minMax: ActivationRange(histogram.minimum, histogram.maximum)
    case .percentile: Self.percentile(histogram, share: 0.9999)
    case .entropy: Self.entropy(histogram)
    }
  }

  // MARK: - Percentile

  private static func percentile(_ histogram: ActivationHistogram, share: Double) -> ActivationRange {
    let half = ActivationHistogram.half
    /// The outer edge of the bin within which `share` of a side's values lie, going outwards.
    func edge(_ bin: (Int) -> Int) -> Float {
      let total = (0..<half).reduce(0) { $0 + histogram.counts[bin($1)] }
      var sum = 0
      for distance in 0..<half {
        sum += histogram.counts[bin(distance)]
        if Double(sum) >= share * Double(total) { return Float(distance + 1) * histogram.binWidth }
      }
      return histogram.limit
    }
    let upper = min(edge { half + $0 }, histogram.maximum)
    guard histogram.minimum < 0 else { return ActivationRange(0, upper) }
    return ActivationRange(max(-edge { half - 1 - $0 }, histogram.minimum), upper)
  }

  // MARK: - Entropy

  /// Shrinks the whole range by one factor, as far as that loses least.
  private static func entropy(_ histogram: ActivationHistogram) -> ActivationRange {
    guard histogram.limit > 0 else { return ActivationRange(0, 0) }
    let half = ActivationHistogram.half
    let first = half + Int((histogram.minimum / histogram.binWidth).rounded(.down))
    let last = half - 1 + Int((histogram.maximum / histogram.binWidth).rounded(.up))
    let lower = min(max(first, 0), half)
    let upper = min(max(last, half - 1), 2 * half - 1)
    // Zeros, of which ReLU makes many, are a level of their own in any range, and would outweigh all else.
    var counts = histogram.counts
    counts[half] = counts[half + 1]
    counts[half - 1] = counts[half - 2]
    var best = (divergence: Double.infinity, share: Float(1))
    for step in stride(from: 30, through: 100, by: 1) {
      let share = Float(step) / 100
      let low = half - Int((Float(half - lower) * share).rounded(.up))
      let high = half - 1 + Int((Float(upper - half + 1) * share).rounded(.up))
      let divergence = divergence(counts, kept: low...max(low, high))
      if divergence < best.divergence { best = (divergence, share) }
    }
    return ActivationRange(histogram.minimum * best.share, histogram.maximum * best.share)
  }

  /// How much is lost when the bins `kept` are told apart by 256 levels and all others are cut off to the outermost ones.
  private static func divergence(_ counts: [Int], kept: ClosedRange<Int>) -> Double {
    let cut = counts[kept].map(Double.init)
    let total = Double(counts.reduce(0, +))
    guard total > 0 else { return .infinity }
    var reference = cut
    reference[0] += Double(counts[..<kept.lowerBound].reduce(0, +))
    reference[reference.count - 1] += Double(counts[(kept.upperBound + 1)...].reduce(0, +))
    let levels = min(256, cut.count)
    var divergence = 0.0
    let sum = cut.reduce(0, +)
    for level in 0..<levels {
      let bins = level * cut.count / levels..<(level + 1) * cut.count / levels
      let occupied = bins.filter { reference[$0] > 0 }
      guard !occupied.isEmpty else { continue }
      let share = bins.reduce(0) { $0 + cut[$1] } / Double(occupied.count) / max(sum, 1)
      for bin in occupied {
        let probability = reference[bin] / total
        divergence += probability * (log(probability) - log(max(share, 1e-12)))
      }
    }
    return divergence
  }
}
