public import Torch

/// The network that outlines lungs: a grey picture to one logit for each place of a grid half as fine.
///
/// A light encoder halves the picture five times; a decoder goes back up, adding at every level what the encoder saw there.
/// Ronneberger and others, "U-Net", 2015, https://arxiv.org/abs/1505.04597; the sum in place of U-Net's concatenation is
/// LinkNet's: Chaurasia and Culurciello, 2017, https://arxiv.org/abs/1707.03718.
///
/// Input [N, 1, 224, 224], a picture's levels from 0 to 255 less their mean, divided by their standard deviation + 1;
/// output [N, 1, 112, 112]. Some 0.6 million parameters.
public struct LungNet: Module {
  /// Length of a side of the network's input, in pixels.
  public static let side = 224
  /// Channels of the levels, the finest first.
  public static let widths = [16, 32, 48, 80, 128]

  private let encoder: [Chain]
  private let decoder: [LungDecoderStep]
  private let head: Conv2d

  /// A network with its state in `scope`: `encoder.0.0.conv.weight`, …, `decoder.3.fuse.bn.bias`, `head.bias`.
  public init(_ scope: Scope) throws {
    let widths = Self.widths
    encoder = try widths.indices.map { level in
      let (place, inputs) = (scope / "encoder" / level, level == 0 ? 1 : widths[level - 1])
      return Chain([
        try ConvolutionUnit(block: place / 0, inputs, widths[level], stride: 2),
        try ConvolutionUnit(block: place / 1, widths[level], widths[level]),
      ])
    }
    decoder = try widths.indices.dropLast().reversed().enumerated().map { step, level in
      try LungDecoderStep(scope / "decoder" / step, widths[level + 1], widths[level])
    }
    head = try Conv2d(scope / "head", widths[0], 1, kernel: 1)
  }

  /// Gives the logits.
  public func callAsFunction(_ input: Tensor) throws -> Tensor {
    var levels: [Tensor] = []
    for block in encoder { levels.append(try block(levels.last ?? input)) }
    var map = levels.removeLast()
    for (step, skipped) in zip(decoder, levels.reversed()) { map = try step(map, adding: skipped) }
    return try head(map)
  }
}

/// One level up: 1×1 convolution, bilinear enlargement, the encoder's map added, 3×3 convolution.
private struct LungDecoderStep: Sendable {
  private let reduce: Conv2d
  private let fuse: ConvolutionUnit

  init(_ scope: Scope, _ inputs: Int, _ outputs: Int) throws {
    reduce = try Conv2d(scope / "reduce", inputs, outputs, kernel: 1)
    fuse = try ConvolutionUnit(block: scope / "fuse", outputs, outputs)
  }

  func callAsFunction(_ map: Tensor, adding skipped: Tensor) throws -> Tensor {
    let size = skipped.shape.suffix(2)
    let enlarged = try reduce(map).resizedBilinearly(height: size[size.startIndex], width: size[size.startIndex + 1])
    return try fuse(enlarged + skipped)
  }
}

extension ConvolutionUnit {
  /// A 3×3 convolution with its normalisation and ReLU, under the keys `conv` and `bn`.
  fileprivate init(block scope: Scope, _ inputs: Int, _ outputs: Int, stride: Int = 1) throws {
    try self.init(
      conv: scope / "conv", norm: scope / "bn", inputs, outputs, kernel: 3, stride: stride, activation: .relu)
  }
}
