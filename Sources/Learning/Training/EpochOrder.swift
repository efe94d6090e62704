import Metrics

/// The order in which an epoch takes the training samples: a function of the seed and the epoch, so that a resumed run goes
/// on as if nothing had happened.
struct EpochOrder {
  let labels: [Int]
  let sampling: TrainSection.Sampling
  let seed: UInt64

  /// Samples an epoch.
  var count: Int {
    switch sampling {
    case .natural: labels.count
    case .balanced: labels.count / Set(labels).count * Set(labels).count
    }
  }

  /// Indices of samples for an epoch.
  func indices(epoch: Int) -> [Int] {
    var generator = SplitMix64(seed: seed, stream: UInt64(epoch))
    switch sampling {
    case .natural:
      return Array(labels.indices).shuffled(using: &generator)
    case .balanced:
      return balanced(&generator)
    }
  }

  /// Each class equally often: the rarer ones are gone through several times.
  private func balanced(_ generator: inout SplitMix64) -> [Int] {
    let classes = Dictionary(grouping: labels.indices) { labels[$0] }.sorted { $0.key < $1.key }.map(\.value)
    let share = labels.count / max(1, classes.count)
    var order: [Int] = []
    for members in classes {
      var drawn: [Int] = []
      while drawn.count < share { drawn += members.shuffled(using: &generator) }
      order += drawn.prefix(share)
    }
    return order.shuffled(using: &generator)
  }
}
