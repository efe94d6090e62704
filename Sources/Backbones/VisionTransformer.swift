import ONNX
import Torch

/// An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale.
///
/// Alexey Dosovitskiy, Lucas Beyer, Alexander Kolesnikov, Dirk Weissenborn, Xiaohua Zhai, Thomas Unterthiner, Mostafa
/// Dehghani, Matthias Minderer, Georg Heigold, Sylvain Gelly, Jakob Uszkoreit, Neil Houlsby, 2020,
/// https://arxiv.org/abs/2010.11929. ViT-B/16 as in torchvision; ViT-Ti/16, of Touvron et al.,
/// https://arxiv.org/abs/2012.12877, as in timm.
enum VisionTransformer {
  /// Width, blocks and heads: the paper's table 1, and whose names the parameters have.
  struct Plan {
    let width: Int
    let depth: Int
    let heads: Int
    let keys: SelfAttention.Keys

    static let base = Plan(width: 768, depth: 12, heads: 12, keys: .torch)
    static let tiny = Plan(width: 192, depth: 12, heads: 3, keys: .timm)
  }

  /// Side of a patch, in pixels.
  private static let patch = 16
  /// Side of the pictures whose patches have a position, in pixels.
  static let side = 224
  /// Patches along a side.
  static let patches = side / patch

  /// The network without its head: pictures [N, 3, 224, 224] to tokens [N, 1 + 14², width], the class token first.
  static func backbone(_ scope: Scope, _ plan: Plan) throws -> Backbone {
    let names = names(plan.keys)
    var stages = [Backbone.Stage(name: "patches", prefixes: names.patches, module: try Patches(scope, plan))]
    for index in 0..<plan.depth {
      let key = "\(names.block)\(index)"
      let block = try EncoderBlock(scope / key, plan.width, heads: plan.heads, keys: plan.keys)
      var (modules, prefixes): ([any GraphModule], _) = ([block], [key])
      if index == plan.depth - 1 {
        modules.append(try FinalNorm(scope / names.norm, plan.width))
        prefixes.append(names.norm)
      }
      stages.append(Backbone.Stage(name: "block\(index + 1)", prefixes: prefixes, module: Chain(modules)))
    }
    return Backbone(stages: stages, featureCount: plan.width)
  }

  /// The name that a parameter of torchvision's file has today.
  static func currentKey(_ key: String) -> String {
    key.replacing("mlp.linear_1.", with: "mlp.0.").replacing("mlp.linear_2.", with: "mlp.3.")
  }

  /// What the two libraries call the parts: projection, class token and positions first.
  private static func names(_ keys: SelfAttention.Keys) -> (patches: [String], block: String, norm: String) {
    switch keys {
    case .torch:
      (["conv_proj", "class_token", "encoder.pos_embedding"], "encoder.layers.encoder_layer_", "encoder.ln")
    case .timm: (["patch_embed.proj", "cls_token", "pos_embed"], "blocks.", "norm")
    }
  }

  /// Patches as tokens, the class token before them, and the positions added: equation 1.
  private struct Patches: GraphModule {
    private let projection: Conv2d
    private let classToken: Tensor
    private let position: Tensor
    private let name: String

    init(_ scope: Scope, _ plan: Plan) throws {
      let names = names(plan.keys).patches
      let fan = 3 * patch * patch
      projection = try Conv2d(
        scope / names[0], 3, plan.width, kernel: patch, stride: patch,
        initialization: .normal(standardDeviation: 1 / Double(fan).squareRoot()))
      classToken = try scope.parameter(names[1], [1, 1, plan.width], .constant(0))
      position = try scope.parameter(
        names[2], [1, 1 + patches * patches, plan.width], .normal(standardDeviation: 0.02))
      name = names[0]
    }

    func callAsFunction(_ images: Tensor) throws -> Tensor {
      guard images.rank == 4, images.shape.suffix(2) == [side, side] else {
        let reason = "pictures must be \(side) × \(side), for which the positions were learnt"
        throw TorchError.shapeMismatch(operation: "VisionTransformer", shapes: [images.shape], reason: reason)
      }
      let tokens = try projection(images).flatten(from: 2).transpose(1, 2)
      let first = try classToken.expand([images.shape[0], 1, -1])
      return try Tensor.cat([first.to(tokens.scalarType), tokens], along: 1) + position
    }

    func write(_ image: Value, to graph: inout GraphBuilder) throws -> Value {
      let projected = try graph.conv(
        image, weight: FloatTensor(projection.weight), bias: projection.bias?.floats(), stride: patch, name: name)
      let width = projected.shape[0]
      let places = try graph.reshape(projected, to: [width, patches * patches], name: name + ".places")
      // The class token is the same for all pictures: it is added with the positions, where zeros stand.
      let padded = try graph.pad(graph.transpose(places, [1, 0]), before: 1, along: 0, name: name + ".class_token")
      var values = try position.floats()
      for (index, value) in try classToken.floats().enumerated() { values[index] += value }
      return try graph.add(
        padded, constant: FloatTensor(shape: [1 + patches * patches, width], values: values), name: name + ".position")
    }
  }

  /// The normalisation after the last block: equation 4.
  private struct FinalNorm: GraphModule {
    private let norm: LayerNorm
    private let name: String

    init(_ scope: Scope, _ width: Int) throws {
      norm = try LayerNorm(scope, width, epsilon: 1e-6)
      name = scope.path
    }

    func callAsFunction(_ tokens: Tensor) throws -> Tensor { try norm(tokens) }

    func write(_ tokens: Value, to graph: inout GraphBuilder) throws -> Value {
      try norm.write(tokens, to: &graph, name: name)
    }
  }
}
