/// Shapley values: each player's fair share of what all of them reach together.
///
/// Shapley, "A value for n-person games", 1953; Lundberg, Lee, "A Unified Approach to Interpreting Model Predictions",
/// 2017, <https://arxiv.org/abs/1705.07874>. Every coalition is played, so that the regression by which KernelSHAP
/// estimates the values from some coalitions has nothing left to estimate: it gives these.
package enum ShapleyValues {
  /// More players have too many coalitions.
  package static let mostPlayers = 16

  /// The value of each player, which add up to the payoff of all less that of none.
  ///
  /// φᵢ = Σ |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)) over all coalitions S without i.
  ///
  /// - Parameter payoffs: 2ⁿ payoffs; bit i of a place says whether player i takes part.
  /// - Returns: n values; none where the payoffs' number is no power of two up to 2¹⁶.
  package static func exact(_ payoffs: [Double]) -> [Double] {
    let players = payoffs.count.trailingZeroBitCount
    guard players <= mostPlayers, payoffs.count == 1 << players else { return [] }
    // The weight of a coalition of s others: 1 / (n · C(n − 1, s)).
    var weights: [Double] = []
    var combinations = 1.0
    for size in 0..<players {
      weights.append(1 / (Double(players) * combinations))
      combinations *= Double(players - 1 - size) / Double(size + 1)
    }
    return (0..<players).map { player in
      let bit = 1 << player
      return payoffs.indices.reduce(0) { sum, coalition in
        guard coalition & bit == 0 else { return sum }
        return sum + weights[coalition.nonzeroBitCount] * (payoffs[coalition | bit] - payoffs[coalition])
      }
    }
  }
}
