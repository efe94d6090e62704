public import Metrics
public import Torch

/// MixUp: each sample of a batch becomes a mean of itself and another one, and so does its label.
///
/// x ← λ x + (1 − λ) x′ with λ of the Beta distribution with both parameters α, one for the whole batch, and x′ from a
/// random order of the same batch. Zhang and others, 2018, https://arxiv.org/abs/1710.09412.
public struct MixUp: Sendable {
  private let alpha: Double
  private let seed: UInt64

  /// The mixing of a recipe, if it has one.
  public init?(_ section: AugmentSection, seed: UInt64) {
    guard section.mixup > 0 else { return nil }
    alpha = section.mixup
    self.seed = seed
  }

  /// A batch, mixed.
  ///
  /// - Parameters:
  ///   - batch: Its number in the epoch, from 0.
  public func mixed(_ input: Tensor, truths: [Truth], epoch: Int, batch: Int) throws -> Batch {
    let (share, order) = drawn(truths.count, epoch: epoch, batch: batch)
    let others = try input.select(Tensor(order.map(Int64.init)).to(input.device), along: 0)
    return Batch(
      input: try input * share + others * (1 - share), truths: truths,
      mix: Mix(partners: order.map { truths[$0] }, share: share))
  }

  /// λ, and the places of the others.
  func drawn(_ count: Int, epoch: Int, batch: Int) -> (share: Double, order: [Int]) {
    var random = SplitMix64(seed: seed, stream: Augmentation.stream(epoch, -1 - batch, 0))
    return (random.beta(alpha), (0..<count).shuffled(using: &random))
  }
}
