/// Bins of equal width over the probabilities 0 to 1: bin k of n holds k/n < p ≤ (k + 1)/n, and the first holds 0 too.
enum CalibrationBins {
  /// Fifteen, as Guo, Pleiss, Sun and Weinberger have them (ICML 2017).
  static let count = 15

  /// The bin of a probability.
  static func index(of probability: Double, count: Int = count) -> Int {
    var index = min(Int((probability * Double(count)).rounded(.down)), count - 1)
    // The product may round across an edge; the edges themselves decide.
    while index > 0, probability <= lower(index, count: count) { index -= 1 }
    while index + 1 < count, probability > lower(index + 1, count: count) { index += 1 }
    return index
  }

  /// The bin of each score.
  static func indices(of predictions: BinaryPredictions, count: Int) throws(MetricsError) -> [Int] {
    guard (1...10_000).contains(count) else {
      throw .invalidParameter(name: "the number of bins", value: Double(count), allowed: "1 to 10000")
    }
    if let index = predictions.scores.firstIndex(where: { !(0...1).contains($0) }) {
      throw .notProbabilities(index: index)
    }
    return predictions.scores.map { self.index(of: $0, count: count) }
  }

  /// The lower edge of a bin.
  static func lower(_ index: Int, count: Int) -> Double { Double(index) / Double(count) }
}
