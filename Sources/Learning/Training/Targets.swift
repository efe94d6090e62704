package import Metrics

/// What the outputs of a network should say of the samples of a batch: a share from 0 to 1 of each, or that it is not known.
package struct Targets: Equatable {
  /// Row-major [samples, outputs]; 0 where it is not known.
  package let shares: [Float]
  /// 1 where the share is known, else 0; nil where all are.
  package let known: [Float]?

  /// The targets of samples of which `truths` are true, and which may have been mixed with others.
  ///
  /// What is not known of a sample or of its partner is not known of their mix.
  ///
  /// - Parameters:
  ///   - smoothing: The share ε that goes to all outcomes alike.
  ///   - outcomes: How many there are: the classes, or for a sigmoid two.
  ///   - row: What the outputs should say of one sample, nil where that is not known.
  package init(_ truths: [Truth], mix: Mix?, smoothing: Double, among outcomes: Int, row: (Truth) -> [Float?]) {
    var rows = truths.map(row)
    if let mix {
      let share = Float(mix.share)
      rows = zip(rows, mix.partners).map { own, partner in
        zip(own, row(partner)).map { own, other in
          guard let own, let other else { return nil }
          return share * own + (1 - share) * other
        }
      }
    }
    let smoothing = Float(smoothing)
    let even = smoothing / Float(outcomes)
    let values = rows.flatMap(\.self)
    shares = values.map { $0.map { $0 * (1 - smoothing) + even } ?? 0 }
    known = values.contains(nil) ? values.map { $0 == nil ? 0 : 1 } : nil
  }
}
