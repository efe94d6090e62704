import Foundation

/// Poisson distributions with means up to a few hundred, by inversion: the first count whose cumulative probability is
/// above a uniform number, found from a guide table.
///
/// Source: L. Devroye, "Non-Uniform Random Variate Generation", 1986, sections III.2 and III.2.4.
struct PoissonTable: Sendable {
  /// Where a distribution's probabilities lie.
  private struct Entry {
    /// The count of the first one.
    var first: Int
    /// The place of the first one in `cumulative`.
    var start: Int
  }

  /// For each step of the range of a uniform number, where the search begins, counted from the distribution's first
  /// probability: `steps` for each distribution.
  private var guide: [UInt16] = []
  /// Cumulative probabilities of each distribution's counts; its last is 1.
  private var cumulative: [Double] = []
  private var entries: [Entry] = []

  private static let steps = 256

  /// The distributions with some means, which are drawn from by their place.
  init(means: [Double]) {
    for mean in means { append(mean) }
  }

  private mutating func append(_ mean: Double) {
    // What lies ten standard deviations away, and a few counts more, never comes.
    let reach = 10 * mean.squareRoot() + 12
    let counts = max(0, Int(mean - reach))...Int(mean + reach)
    let start = cumulative.count
    var sum = 0.0
    let least = Double(counts.lowerBound)
    var probability = mean > 0 ? exp(least * log(mean) - mean - lgamma(least + 1)) : 1
    for count in counts {
      sum += probability
      cumulative.append(sum)
      probability *= mean / Double(count + 1)
    }
    cumulative[cumulative.count - 1] = 1
    entries.append(Entry(first: counts.lowerBound, start: start))
    var place = start
    for step in 0..<Self.steps {
      while cumulative[place] <= Double(step) / Double(Self.steps) { place += 1 }
      guide.append(UInt16(place - start))
    }
  }

  /// Lends a function that draws a count of the distribution at a place.
  ///
  /// The tables are borrowed once, not for each of the many draws.
  @inline(__always)
  func withDraws(_ body: (_ draw: (_ place: Int, inout StressRandom) -> Int) -> Void) {
    guide.withUnsafeBufferPointer { guide in
      cumulative.withUnsafeBufferPointer { cumulative in
        entries.withUnsafeBufferPointer { entries in
          body { place, random in
            let uniform = random.uniform()
            let entry = entries[place]
            var index = Int(guide[place &* Self.steps &+ Int(uniform * Double(Self.steps))])
            while cumulative[entry.start &+ index] <= uniform { index &+= 1 }
            return entry.first &+ index
          }
        }
      }
    }
  }
}
