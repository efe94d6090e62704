import Torch

/// Makes steps of an optimizer out of batches: gradients of several batches added up, scaled for float16, exchanged with other
/// ranks, with that of a proximal term, clipped.
struct GradientStepper {
  private let optimizer: any Optimizer
  private let proximal: ProximalTerm?
  private let clipNorm: Double?
  /// What keeps small gradients of float16; nil in other precisions.
  private(set) var scaler: GradientScaler?
  /// What adds up the gradients of all ranks; nil where a rank has them all.
  private let exchange: GradientExchange?

  init(
    _ optimizer: any Optimizer, _ section: TrainSection, proximal: ProximalTerm?, scaler: GradientScaler?,
    exchange: GradientExchange? = nil
  ) {
    self.optimizer = optimizer
    self.proximal = proximal
    clipNorm = section.clipNorm
    self.scaler = section.precision == .fp16 ? scaler ?? GradientScaler() : nil
    self.exchange = exchange
  }

  /// Forgets gradients, before the first batch of a step.
  func begin() throws { try optimizer.zeroGradients() }

  /// Adds the gradients of a batch that makes up a share of the step's samples.
  ///
  /// - Parameter isLast: Whether it is the step's last, with which ranks exchange what they have.
  func add(_ loss: Tensor, share: Double, isLast: Bool) throws {
    let share = share * (exchange?.factor ?? 1)
    let part = share == 1 ? loss : try loss * share
    let scaled = try scaler?.scaled(part) ?? part
    if isLast { try exchange?.prepare(for: scaled) }
    try scaled.backward()
  }

  /// Changes the weights.
  mutating func finish() throws {
    try proximal?.addGradients(scale: scaler?.scale ?? 1)
    if scaler != nil {
      _ = try scaler?.step(optimizer, clippingTo: clipNorm)
    } else {
      if let clipNorm { try optimizer.clipGradients(toNorm: clipNorm) }
      try optimizer.step()
    }
  }
}
