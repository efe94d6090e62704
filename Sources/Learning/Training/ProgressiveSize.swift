package import Torch

/// Pictures that are smaller in a stage's first epochs and grow to the model's size, since what is learnt first shows in
/// small ones too, at a share of the work.
///
/// In the first two thirds of the epochs the share of each side grows evenly; the others have the whole size, for which
/// the running statistics of batch normalisation have to be. Sides are multiples of 32, as most backbones halve them five times.
/// A size depends on the epoch alone, so that a training that is resumed has the same. What is measured always has the whole size.
///
/// Progressive learning of Tan and Le, "EfficientNetV2", 2021, section 4, https://arxiv.org/abs/2104.00298, without its
/// regularisation that grows along.
package struct ProgressiveSize {
  private static let multiple = 32
  private let share: Double
  private let epochs: Int

  /// Sizes of a stage.
  ///
  /// - Parameters:
  ///   - share: The share of each side in the first epoch.
  ///   - epochs: Epochs of the stage.
  package init(share: Double, epochs: Int) {
    self.share = share
    self.epochs = epochs
  }

  /// A side in an epoch, from 1, where it is `whole` in the end.
  package func side(_ whole: Int, epoch: Int) -> Int {
    let growing = 2 * epochs / 3
    guard epoch <= growing else { return whole }
    let now = share + (1 - share) * Double(epoch - 1) / Double(growing)
    let multiples = (Double(whole) * now / Double(Self.multiple)).rounded()
    return min(whole, max(1, Int(multiples)) * Self.multiple)
  }

  /// Images [N, 3, H, W] as an epoch has them: resized bilinearly, each pixel of the area having its part.
  package func resized(_ images: Tensor, epoch: Int) throws -> Tensor {
    let (height, width) = (images.shape[2], images.shape[3])
    let (newHeight, newWidth) = (side(height, epoch: epoch), side(width, epoch: epoch))
    guard images.count > 0, newHeight != height || newWidth != width else { return images }
    return try images.resizedBilinearly(height: newHeight, width: newWidth, antialiased: true)
      .contiguous(.channelsLast)
  }
}
