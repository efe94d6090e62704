/// The mean under a window that moves over images: [N, C, H, W] to [N, C, H', W'].
///
/// H' = (H + 2·padding − kernel) / stride + 1, rounded down or, with `ceiling`, up. The border counts as zeros; what a
/// window has beyond it does not count.
///
/// - SeeAlso: `torch.nn.AvgPool2d`.
public struct AvgPool2d: Module {
  /// The window's size.
  public let kernel: Int
  /// How far the window moves.
  public let stride: Int
  /// The width of the border of zeros.
  public let padding: Int
  /// Whether a window may stand over the edge.
  public let ceiling: Bool

  /// A pooling whose window moves by its own size unless told otherwise.
  public init(kernel: Int, stride: Int? = nil, padding: Int = 0, ceiling: Bool = false) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
    self.ceiling = ceiling
  }

  /// Pools.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    try Aten.avgPool2d(.tensor(input), .int(kernel), .int(stride), .int(padding), .bool(ceiling))
  }
}
