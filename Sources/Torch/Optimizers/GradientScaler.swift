/// Keeps the small gradients of float16 from becoming 0, by making the loss larger.
///
/// The factor is halved when a gradient overflows, and that step is left out; it is doubled after many good steps.
/// bfloat16 needs none of this.
///
/// - SeeAlso: `torch.amp.GradScaler`; Micikevicius et al., "Mixed Precision Training", 2017,
///   https://arxiv.org/abs/1710.03740.
public struct GradientScaler: Sendable, Codable, Equatable {
  /// What the loss is multiplied by.
  public private(set) var scale: Double
  /// The good steps after which the factor grows.
  public let growthInterval: Int
  private var goodSteps = 0

  /// A scaler with PyTorch's defaults.
  public init(scale: Double = 65_536, growthInterval: Int = 2000) {
    self.scale = scale
    self.growthInterval = growthInterval
  }

  /// The loss to go backward from.
  public func scaled(_ loss: Tensor) throws -> Tensor { try loss * scale }

  /// Takes the factor out of the gradients, clips them if asked to, and lets the optimizer step if all are finite.
  ///
  /// - Parameter norm: What the gradients are clipped to.
  /// - Returns: Whether the optimizer stepped.
  public mutating func step(_ optimizer: any Optimizer, clippingTo norm: Double? = nil) throws -> Bool {
    guard try unscale(optimizer) else {
      scale /= 2
      goodSteps = 0
      return false
    }
    if let norm { try optimizer.clipGradients(toNorm: norm) }
    try optimizer.step()
    goodSteps += 1
    if goodSteps == growthInterval {
      scale *= 2
      goodSteps = 0
    }
    return true
  }

  /// Divides the gradients by the factor.
  ///
  /// - Returns: Whether all of them are finite.
  private func unscale(_ optimizer: any Optimizer) throws -> Bool {
    let gradients = try optimizer.groups.flatMap { try $0.differentiated().gradients }
    guard let device = gradients.first?.device else { return true }
    let overflow = try Tensor.zeros([1], on: device)
    try withoutGradients {
      try Aten.unscaleInPlace.run(
        .tensors(gradients), .tensor(overflow), .tensor(.full([1], 1 / scale, on: device)))
    }
    return try overflow.item() == 0
  }
}
