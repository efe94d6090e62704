package import Torch

/// How far apart a network's predictions of two views of the same samples are: the mean over samples, and over findings
/// where each has a sigmoid of its own, of the symmetric
/// Kullback-Leibler divergence ½ (KL(p‖q) + KL(q‖p)) = ½ Σ (p − q) (log p − log q), which gradients go through on both sides.
///
/// - SeeAlso: Liang and others, R-Drop, 2021, https://arxiv.org/abs/2106.14448, equation 2, for the divergence, there of two
///   passes with dropout; Xie and others, 2020, https://arxiv.org/abs/1904.12848, for two variations of one picture.
package struct ConsistencyLoss {
  private let outputs: HeadSection.Outputs

  /// The divergence of a head's predictions.
  package init(_ outputs: HeadSection.Outputs) { self.outputs = outputs }

  /// The mean divergence of the logits [N, outputs] of one view from those of the other.
  package func callAsFunction(_ first: Tensor, _ second: Tensor) throws -> Tensor {
    let (first, second) = (try distributions(first), try distributions(second))
    let apart = try first.softmax() - second.softmax()
    let logarithms = try first.logSoftmax() - second.logSoftmax()
    return try (apart * logarithms).sum() * (0.5 / Double(first.shape[0]))
  }

  /// A row of logits for each softmax: a sigmoid's logit z stands for [0, z].
  private func distributions(_ logits: Tensor) throws -> Tensor {
    guard outputs == .sigmoid else { return logits }
    let column = try logits.reshape([-1, 1])
    return try Tensor.cat([column * 0, column], along: 1)
  }
}
