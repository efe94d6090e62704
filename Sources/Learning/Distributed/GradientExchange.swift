import Torch

/// Adds up the gradients of all ranks, each of a part of a batch, while the backward pass goes on.
struct GradientExchange {
  private let reducer: GradientReducer
  /// What losses are multiplied by, since the exchange takes means over ranks and sums are wanted.
  let factor: Double

  /// The exchange of the gradients of `parameters`; nil for a process on its own.
  init?(_ parameters: [Parameter], among ranks: Ranks) throws {
    guard let group = ranks.group else { return nil }
    reducer = try GradientReducer(parameters, group: group)
    factor = Double(ranks.count)
  }

  /// Before the backward pass of `loss` after which every rank shall have all gradients.
  func prepare(for loss: Tensor) throws { try reducer.prepare(for: loss) }
}
