import Torch

/// Makes steps of an optimizer out of batches: gradients of several batches added up, with that of a proximal term, scaled for
/// float16, clipped.
struct GradientStepper {
  private let optimizer: any Optimizer
  private let proximal: ProximalTerm?
  private let clipNorm: Double?
  /// What keeps small gradients of float16; nil in other precisions.
  private(set) var scaler: GradientScaler?

  init(_ optimizer: any Optimizer, _ section: TrainSection, proximal: ProximalTerm?, scaler: GradientScaler?) {
    self.optimizer = optimizer
    self.proximal = proximal
    clipNorm = section.clipNorm
    self.scaler = section.precision == .fp16 ? scaler ?? GradientScaler() : nil
  }

  /// Forgets gradients, before the first batch of a step.
  func begin() throws { try optimizer.zeroGradients() }

  /// Adds the gradients of a batch that makes up a share of the step's samples.
  func add(_ loss: Tensor, share: Double) throws {
    let part = share == 1 ? loss : try loss * share
    try (scaler?.scaled(part) ?? part).backward()
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
