package import Metrics

/// The order in which an epoch takes the training samples: a function of the seed and the epoch, so that a resumed run goes
/// on as if nothing had happened.
///
/// Balanced sampling takes as many samples of each class, the rarer ones several times. Of findings, a sample counts for the
/// rarest that it has, by the number of training samples that have them; those that have none are a class of their own.
package struct EpochOrder {
  private let sampling: TrainSection.Sampling
  private let seed: UInt64
  /// Indices of the samples that are drawn equally often, class by class; all in one where each is taken once.
  private let classes: [[Int]]
  /// Samples an epoch.
  package let count: Int

  /// The order of samples of which `truths` are true.
  package init(truths: [Truth], sampling: TrainSection.Sampling, seed: UInt64) {
    self.sampling = sampling
    self.seed = seed
    classes =
      switch sampling {
      case .natural: [Array(truths.indices)]
      case .balanced: Self.classes(of: truths)
      }
    count = truths.count / max(1, classes.count) * classes.count
  }

  /// Indices of samples for an epoch.
  package func indices(epoch: Int) -> [Int] {
    var generator = SplitMix64(seed: seed, stream: UInt64(epoch))
    switch sampling {
    case .natural: return classes.flatMap(\.self).shuffled(using: &generator)
    case .balanced: return balanced(&generator)
    }
  }

  /// Each class equally often: the rarer ones are gone through several times.
  private func balanced(_ generator: inout SplitMix64) -> [Int] {
    let share = count / max(1, classes.count)
    var order: [Int] = []
    for members in classes {
      var drawn: [Int] = []
      while drawn.count < share { drawn += members.shuffled(using: &generator) }
      order += drawn.prefix(share)
    }
    return order.shuffled(using: &generator)
  }

  /// Indices of the samples of each class that there is.
  private static func classes(of truths: [Truth]) -> [[Int]] {
    let counts = FindingCounts(truths)
    let none = -1
    return Dictionary(grouping: truths.indices) { index in
      switch truths[index] {
      case .oneOf(let label): label
      case .findings(let findings):
        findings.indices.filter { findings[$0] == true }.min { counts.positives[$0] < counts.positives[$1] } ?? none
      }
    }.sorted { $0.key < $1.key }.map(\.value)
  }
}
