/// A convolution over images.
///
/// Input [N, inputs, H, W], output [N, outputs, H', W'] with
/// H' = (H + 2·padding − dilation·(kernel − 1) − 1) / stride + 1, rounded down, and W' likewise.
/// Parameters: `weight` [outputs, inputs / groups, kernel, kernel] and, unless left out, `bias` [outputs].
///
///     let conv = try Conv2d(scope / "conv1", 3, 64, kernel: 7, stride: 2, padding: 3, bias: false)
///
/// - SeeAlso: `torch.nn.Conv2d`.
public struct Conv2d: Module {
  /// [outputs, inputs / groups, kernel, kernel].
  public let weight: Tensor
  /// [outputs], if there is one.
  public let bias: Tensor?
  /// The distance between places where the kernel is laid on.
  public let stride: Int
  /// The width of the border of zeros.
  public let padding: Int
  /// The distance between elements of the kernel.
  public let dilation: Int
  /// How many parts the channels are divided into, each convolved by itself.
  public let groups: Int

  /// A convolution with parameters in `scope`, drawn evenly from ±1/√(inputs / groups · kernel²) unless told otherwise.
  ///
  /// - Throws: `TorchError.badArgument` if `groups` does not divide the channels.
  public init(
    _ scope: Scope, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true, initialization: Initialization? = nil,
    biasInitialization: Initialization? = nil
  ) throws {
    guard groups > 0, inputs % groups == 0, outputs % groups == 0 else {
      let reason = "\(inputs) and \(outputs) channels can't be divided into \(groups) groups"
      throw TorchError.badArgument(operation: "Conv2d", reason: reason)
    }
    let standard = Initialization.standard(fanIn: inputs / groups * kernel * kernel)
    weight = try scope.parameter(
      "weight", [outputs, inputs / groups, kernel, kernel], initialization ?? standard)
    self.bias = bias ? try scope.parameter("bias", [outputs], biasInitialization ?? standard) : nil
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }

  /// Convolves.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    try Aten.conv2d(
      .tensor(input), .tensor(weight), .optional(bias), .int(stride), .int(padding), .int(dilation), .int(groups))
  }
}
