import Foundation

/// The standard normal distribution by the ziggurat method, with 256 layers of equal area.
///
/// Source: G. Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of Statistical
/// Software 5(8), 2000; layer and place come from different bits, as J. A. Doornik asks for (2005).
struct NormalDistribution: Sendable {
  /// The distribution, its tables made once.
  static let standard = NormalDistribution()

  /// The right ends of the layers, from the base on.
  private let ends: [Double]
  /// The density, not normalised, at each end.
  private let heights: [Double]

  private init() {
    // Where the tail begins, and the area of each layer, for 256 of them.
    let (start, area) = (3.654_152_885_361_008_8, 0.004_928_673_233_974_655)
    var ends = [area / exp(-start * start / 2), start]
    for layer in 2..<256 {
      let last = ends[layer - 1]
      ends.append((-2 * log(area / last + exp(-last * last / 2))).squareRoot())
    }
    self.ends = ends + [0]
    heights = self.ends.map { exp(-$0 * $0 / 2) }
  }

  /// A number of the distribution.
  @inline(__always)
  func draw(_ random: inout StressRandom) -> Double {
    ends.withUnsafeBufferPointer { ends in
      while true {
        let word = random.word()
        let layer = Int(word & 0xFF)
        // From -1 to 1 in 53 bits.
        let x = Double(Int64(bitPattern: word) >> 11) * 0x1p-52 * ends[layer]
        if x.magnitude < ends[layer &+ 1] { return x }
        if let edge = edge(layer, x, &random) { return edge }
      }
    }
  }

  /// What becomes of a place that is not surely below the curve: nil where it is above.
  @inline(never)
  private func edge(_ layer: Int, _ x: Double, _ random: inout StressRandom) -> Double? {
    guard layer > 0 else { return tail(isNegative: x < 0, &random) }
    let height = heights[layer] + random.uniform() * (heights[layer + 1] - heights[layer])
    return height < exp(-x * x / 2) ? x : nil
  }

  /// A number of the tail (Marsaglia, 1964).
  private func tail(isNegative: Bool, _ random: inout StressRandom) -> Double {
    while true {
      let x = log(1 - random.uniform()) / ends[1]
      if -2 * log(1 - random.uniform()) > x * x { return isNegative ? x - ends[1] : ends[1] - x }
    }
  }
}
