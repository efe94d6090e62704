public import Metrics
public import Torch

/// Mixes the samples of a batch with one another, and their labels alike.
///
/// Where a recipe wants both methods each batch draws one of them, each as likely.
public struct Mixing: Sendable {
  private let mixUp: MixUp?
  private let cutMix: CutMix?
  private let seed: UInt64

  /// The mixing of a recipe, if it has any.
  public init?(_ section: AugmentSection, seed: UInt64) {
    mixUp = MixUp(section, seed: seed)
    cutMix = CutMix(section, seed: seed)
    self.seed = seed
    guard mixUp != nil || cutMix != nil else { return nil }
  }

  /// A batch of images [N, channels, H, W], mixed.
  ///
  /// - Parameter batch: Its number in the epoch, from 0.
  public func mixed(_ input: Tensor, truths: [Truth], epoch: Int, batch: Int) throws -> Batch {
    if let mixUp, cutMix == nil || !cuts(epoch, batch) {
      return try mixUp.mixed(input, truths: truths, epoch: epoch, batch: batch)
    }
    guard let cutMix else { return Batch(input: input, truths: truths) }
    return try cutMix.mixed(input, truths: truths, epoch: epoch, batch: batch)
  }

  private func cuts(_ epoch: Int, _ batch: Int) -> Bool {
    var random = SplitMix64(seed: seed ^ 0x6D69_7869_6E67, stream: Augmentation.stream(epoch, -1 - batch, 0))
    return random.uniform() < 0.5
  }
}
