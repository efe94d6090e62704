import Datasets
import Metrics
import Torch

/// Batches of pictures and outlines, made while the network works on those before.
package struct LungBatches: Sendable {
  /// One step's samples: input [N, 1, 224, 224], and outlines of the same shape.
  struct Batch: Sendable {
    let input: Tensor
    let outlines: Tensor
  }

  private let pairs: [LungPair]
  private let size: Int
  private let seed: UInt64

  /// Batches of `size` pairs, varied as `seed` has it.
  package init(pairs: [LungPair], size: Int, seed: UInt64) {
    self.pairs = pairs
    self.size = size
    self.seed = seed
  }

  /// Batches an epoch.
  var count: Int { (pairs.count + size - 1) / size }

  /// A sample as an epoch has it: a function of the seed, the epoch and the index alone.
  package func sample(_ index: Int, epoch: Int) -> LungSample {
    var random = SplitMix64(seed: seed, stream: Augmentation.stream(epoch, index, 0))
    var sample = LungSample(pairs[index])
    if random.uniform() < LungNegative.probability { sample = LungNegative.drawn(&random, from: sample) }
    LungVariation(&random).apply(to: &sample)
    return sample
  }

  /// Hands out the varied samples of an epoch in a random order.
  func forEach(epoch: Int, _ body: (Batch) throws -> Void) throws {
    var random = SplitMix64(seed: seed, stream: UInt64(epoch))
    let order = pairs.indices.shuffled(using: &random)
    try Prefetch.forEach(count) { number in
      let part = Array(order[number * size..<min((number + 1) * size, order.count)])
      return try Self.batch(part.concurrentMap { sample($0, epoch: epoch) })
    } use: {
      try body($0)
    }
  }

  /// Samples as one batch.
  static func batch(_ samples: [LungSample]) throws -> Batch {
    let shape = [samples.count, 1, LungSample.side, LungSample.side]
    return Batch(
      input: try Tensor(samples.flatMap(\.standardized), shape: shape),
      outlines: try Tensor(samples.flatMap(\.mask), shape: shape))
  }
}
