public import Metrics
import Radiograph
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

  /// Who the samples of another rank's part of a batch are mixed with.
  ///
  /// Ranks mix within their parts: with the same shares, and partners of the part.
  ///
  /// - Parameter size: That of the images.
  func mix(of truths: [Truth], size: ImageSize, epoch: Int, batch: Int) -> Mix? {
    if let mixUp, cutMix == nil || !cuts(epoch, batch) {
      let (share, order) = mixUp.drawn(truths.count, epoch: epoch, batch: batch)
      return Mix(partners: order.map { truths[$0] }, share: share)
    }
    return cutMix.map { cutMix in
      let (cut, order) = cutMix.drawn(
        truths.count, width: size.width, height: size.height, epoch: epoch, batch: batch)
      return Mix(partners: order.map { truths[$0] }, share: cut.share)
    }
  }

  private func cuts(_ epoch: Int, _ batch: Int) -> Bool {
    var random = SplitMix64(seed: seed ^ 0x6D69_7869_6E67, stream: Augmentation.stream(epoch, -1 - batch, 0))
    return random.uniform() < 0.5
  }
}
