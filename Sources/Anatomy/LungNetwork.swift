import Files
public import Foundation
public import ONNX
import TensorFiles

/// The network that outlines lungs, as an ONNX graph made of its weights: `[N, 1, 224, 224]` → logits of 112 × 112.
///
/// Five encoder levels of two 3 × 3 convolutions, the first of which halves the picture; on the way back the lower map is
/// reduced by a 1 × 1 convolution, enlarged twofold, added to the level above and smoothed by a 3 × 3 convolution. After
/// Ronneberger et al., "U-Net", 2015, <https://arxiv.org/abs/1505.04597>, with sums as in Lin et al., "Feature Pyramid
/// Networks", 2017, <https://arxiv.org/abs/1612.03144>. BatchNorm is folded.
public struct LungNetwork: Sendable {
  /// Channels of each level.
  static let widths = [16, 32, 48, 80, 128]

  /// The file of the weights.
  public let url: URL
  /// The SHA-256 of that file.
  public let identity: String
  /// The graph in floats.
  public let graph: ONNXModel

  /// Reads weights and makes the graph of them.
  ///
  /// - Throws: ``AnatomyError``.
  public init(contentsOf url: URL) throws(AnatomyError) {
    self.url = url
    do {
      identity = try Checksum(ofFileAt: url).hex
      let weights = LungWeights(try Safetensors(contentsOf: url), file: url.lastPathComponent)
      graph = try Self.graph(weights)
    } catch let error as AnatomyError {
      throw error
    } catch let error as FileError {
      throw .file(error)
    } catch let error as TensorFileError {
      throw .weights(error)
    } catch let error as ONNXError {
      throw .graph(error)
    } catch {
      throw .missing(file: url.lastPathComponent, tensor: "\(error)")
    }
  }

  private static func graph(_ weights: LungWeights) throws -> ONNXModel {
    let side = 224
    var graph = GraphBuilder(name: "lungs")
    func unit(_ input: Value, _ name: String, _ output: Int, stride: Int = 1) throws -> Value {
      let (weight, bias) = try weights.normalization(name + ".bn", output)
        .folded(into: weights.tensor(name + ".conv.weight", [output, input.shape[0], 3, 3]))
      return try graph.relu(
        graph.conv(input, weight: weight, bias: bias, stride: stride, padding: 1, name: name), name: name + ".relu")
    }
    var value = try graph.input("picture", shape: [1, side, side])
    var levels: [Value] = []
    for (level, width) in widths.enumerated() {
      value = try unit(value, "encoder.\(level).0", width, stride: 2)
      value = try unit(value, "encoder.\(level).1", width)
      levels.append(value)
    }
    for step in 0..<widths.count - 1 {
      let level = widths.count - 2 - step
      let (name, width) = ("decoder.\(step)", widths[level])
      let reduced = try graph.conv(
        value, weight: weights.tensor(name + ".reduce.weight", [width, value.shape[0], 1, 1]),
        bias: weights.tensor(name + ".reduce.bias", [width]).values, name: name + ".reduce")
      let enlarged = try graph.upsample(reduced, by: 2, name: name + ".enlarge")
      value = try unit(graph.add(enlarged, levels[level], name: name + ".sum"), name + ".fuse", width)
    }
    let head = try graph.conv(
      value, weight: weights.tensor("head.weight", [1, widths[0], 1, 1]),
      bias: weights.tensor("head.bias", [1]).values, name: "head")
    try graph.output(graph.flatten(head), as: "logits")
    return try graph.model()
  }
}

/// Tensors by their PyTorch names, with their shapes checked.
private struct LungWeights {
  private let tensors: [String: StoredTensor]
  private let file: String

  init(_ weights: Safetensors, file: String) {
    tensors = weights.tensors
    self.file = file
  }

  func tensor(_ name: String, _ shape: [Int]) throws -> FloatTensor {
    guard let tensor = tensors[name] else { throw AnatomyError.missing(file: file, tensor: name) }
    guard tensor.shape == shape else {
      throw AnatomyError.shape(file: file, tensor: name, expected: shape, found: tensor.shape)
    }
    return try FloatTensor(shape: shape, values: tensor.floats())
  }

  func normalization(_ name: String, _ channels: Int) throws -> BatchNormalization {
    func values(_ part: String) throws -> [Float] { try tensor("\(name).\(part)", [channels]).values }
    return try BatchNormalization(
      gamma: values("weight"), beta: values("bias"), mean: values("running_mean"), variance: values("running_var"))
  }
}
