import Bundles

/// An explanation out of what a network says of many versions of its input.
///
/// Versions and scores are handed over one by one, so that a server can run them in pieces, with other work between.
package protocol Perturbation: Sendable {
  /// What comes of it.
  associatedtype Explanation

  /// What of the network's output is the score of a version.
  var payoff: ZoneContributions.Payoff { get }
  /// The number of versions.
  var count: Int { get }

  /// The input of a version, `[channels, height, width]`.
  func input(_ version: Int) -> [Float]

  /// What the scores of all versions, in their order, come to.
  ///
  /// - Throws: `ExplanationError`.
  func explanation(_ scores: [Double]) throws -> Explanation
}

extension Perturbation {
  /// The versions in pieces of as many as are run together.
  package func pieces(of size: Int = 16) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// Runs all versions.
  ///
  /// - Parameter scores: the score of each of several inputs, which come one after the other, and their number.
  package func explanation(by scores: ([Float], Int) throws -> [Double]) throws -> Explanation {
    try explanation(pieces().flatMap { try scores($0.flatMap(input), $0.count) })
  }
}

extension Predictor {
  /// What the network says of a class for each of several inputs, which come one after the other.
  ///
  /// - Throws: `InferenceError`.
  package func scores(
    _ payoff: ZoneContributions.Payoff, ofClass index: Int, _ inputs: [Float], count: Int
  ) throws -> [Double] {
    let output = try run(tensors: inputs, wanted: [])
    return (0..<count).map { score(payoff, of: index, output.logits(of: $0)) }
  }

  /// Runs all versions of an input.
  ///
  /// - Throws: `InferenceError`, `ExplanationError`.
  package func explanation<P: Perturbation>(by perturbation: P, ofClass index: Int) throws -> P.Explanation {
    try perturbation.explanation { try scores(perturbation.payoff, ofClass: index, $0, count: $1) }
  }

  private func score(_ payoff: ZoneContributions.Payoff, of index: Int, _ logits: ArraySlice<Float>) -> Double {
    switch payoff {
    case .probability:
      return Assessment(logits: logits, bundle.metadata).probabilities[index]
    case .logit:
      let place = bundle.metadata.logitIndex(ofClass: index)
      if logits.count == 1 { return Double(logits[logits.startIndex]) * (place == 1 ? 1 : -1) }
      return Double(logits[logits.startIndex + place])
    }
  }
}
