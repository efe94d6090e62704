/// Means over a grid laid on images, whatever their size: [N, C, H, W] to [N, C, size, size].
///
/// With size 1 it is the mean of each channel.
///
/// - SeeAlso: `torch.nn.AdaptiveAvgPool2d`.
public struct AdaptiveAvgPool2d: Module {
  /// The grid's size.
  public let size: Int

  /// A pooling to `size` times `size`.
  public init(_ size: Int = 1) { self.size = size }

  /// Pools.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    try Aten.adaptiveAvgPool2d(.tensor(input), .int(size))
  }
}
