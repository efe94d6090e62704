import Foundation

/// A Poisson distribution with a mean up to a few hundred, by inversion: the first count whose cumulative probability is
/// above a uniform number, found from a guide table.
///
/// Source: L. Devroye, "Non-Uniform Random Variate Generation", 1986, sections III.2 and III.2.4.
struct PoissonDistribution: Sendable {
  /// Cumulative probabilities of the counts from `first` on; the last is 1.
  private let cumulative: [Double]
  private let first: Int
  /// For each sixty-fourth of the range of a uniform number, where the search begins.
  private let guide: [Int]

  /// The distribution with a mean.
  init(mean: Double) {
    // What lies ten standard deviations away, and a few counts more, never comes.
    let reach = 10 * mean.squareRoot() + 12
    let counts = max(0, Int(mean - reach))...Int(mean + reach)
    var sum = 0.0
    var cumulative: [Double] = []
    let least = Double(counts.lowerBound)
    var probability = mean > 0 ? exp(least * log(mean) - mean - lgamma(least + 1)) : 1
    for count in counts {
      sum += probability
      cumulative.append(sum)
      probability *= mean / Double(count + 1)
    }
    cumulative[cumulative.count - 1] = 1
    first = counts.lowerBound
    var place = 0
    guide = (0..<Self.steps).map { step in
      while cumulative[place] <= Double(step) / Double(Self.steps) { place += 1 }
      return place
    }
    self.cumulative = cumulative
  }

  private static let steps = 64

  /// A count of the distribution.
  @inline(__always)
  func draw(_ random: inout StressRandom) -> Int {
    let uniform = random.uniform()
    var place = guide[Int(uniform * Double(Self.steps))]
    while cumulative[place] <= uniform { place &+= 1 }
    return first &+ place
  }
}
