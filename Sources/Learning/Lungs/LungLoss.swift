import Torch

/// Binary cross-entropy of every place plus soft Dice of every picture.
///
/// 1 − (2 Σ p t + s) / (Σ p + Σ t + s), with s = 1 % of the places, so that an empty outline is no special case. Milletari
/// and others, "V-Net", 2016, https://arxiv.org/abs/1606.04797.
struct LungLoss {
  private let crossEntropy = BCEWithLogitsLoss()

  /// The mean loss of logits [N, 1, H, W] and outlines of any size, of which each logit's place has its share of lung.
  func callAsFunction(_ logits: Tensor, _ outlines: Tensor) throws -> Tensor {
    let (height, width) = (logits.shape[2], logits.shape[3])
    let truth = try outlines.resizedBilinearly(height: height, width: width)
    let probability = try logits.sigmoid()
    let smoothing = Double(height * width) / 100
    let both = try (probability * truth).sum(along: [1, 2, 3])
    let sum = try probability.sum(along: [1, 2, 3]) + truth.sum(along: [1, 2, 3])
    let dice = try ((both * 2 + smoothing) / (sum + smoothing)).mean()
    return try crossEntropy(logits, truth) + (1 - dice)
  }
}
