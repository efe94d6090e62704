/// Activation checkpointing: memory saved by computing part of a network twice.
///
/// What happens inside is not kept for the backward pass; it is computed again there from the input, with the same random
/// numbers and the same mixed precision, so the gradients are the same.
///
/// Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016, https://arxiv.org/abs/1604.06174.
public enum Checkpoint {
  /// Whether the code that runs now is a second computation, for gradients.
  @TaskLocal static var isRepeating = false

  /// Applies `body` to `input`, keeping only those two for the backward pass.
  ///
  /// - Parameter body: A function of one tensor. It runs again, on the thread that goes backward.
  public static func run(_ input: Tensor, _ body: @escaping @Sendable (Tensor) throws -> Tensor) throws -> Tensor {
    let repetition = try Repetition(input, body)
    let output = try withoutGradients { try body(input) }
    return try output.attaching({ [try repetition.gradient($0)] }, to: [input])
  }
}

// MARK: - The second computation

/// What it takes to compute a part of a network again.
private final class Repetition: Sendable {
  private let input: Tensor
  private let body: @Sendable (Tensor) throws -> Tensor
  private let autocast: Autocast
  private let generator: Generator
  private let randomState: Tensor

  init(_ input: Tensor, _ body: @escaping @Sendable (Tensor) throws -> Tensor) throws {
    self.input = input
    self.body = body
    autocast = try Autocast.current(input.device.kind)
    generator = try Generator.standard(input.device)
    randomState = try generator.state()
  }

  /// Computes again, adds to the parameters' gradients, and returns the input's.
  func gradient(_ upstream: Tensor) throws -> Tensor? {
    let after = try generator.state()
    try generator.restore(randomState)
    let follows = input.requiresGradient
    let copy = try input.detach().requiringGradient(follows)
    let output = try Checkpoint.$isRepeating.withValue(true) {
      try withGradients { try autocast { try body(copy) } }
    }
    try generator.restore(after)
    if output.requiresGradient { try output.backward(upstream) }
    return try follows ? copy.gradient : nil
  }
}
