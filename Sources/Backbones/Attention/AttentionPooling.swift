import ONNX
import Torch

/// A small transformer on the last map of a convolutional network: [N, channels, side, side] to [N, width].
///
/// The places of the map, projected, with a position of their own added, are the tokens of encoder blocks; one learned query
/// then weighs what comes out. That is the hybrid architecture of Dosovitskiy et al., 2020,
/// https://arxiv.org/abs/2010.11929, section 3.1, with pooling by attention in place of the class token: Lee et al., "Set
/// Transformer", 2019, https://arxiv.org/abs/1810.00825, section 3.2, with one seed and one head.
struct AttentionPooling: Pooling {
  /// Features of a token.
  static let standardWidth = 192
  /// Numbers that a head of the blocks works on.
  private static let headWidth = 64

  let width = Self.standardWidth
  private let side: Int
  private let projection: Conv2d
  private let position: Tensor
  private let blocks: [any GraphModule]
  private let norm: LayerNorm
  private let query: Tensor
  private let name: String

  /// A transformer with its parameters in `scope`.
  ///
  /// - Parameters:
  ///   - channels: those of the map.
  ///   - side: the map's side.
  ///   - blocks: the number of encoder blocks.
  init(_ scope: Scope, channels: Int, side: Int, blocks count: Int = 2) throws {
    let width = Self.standardWidth
    projection = try Conv2d(scope / "projection", channels, width, kernel: 1)
    position = try scope.parameter("position", [1, side * side, width], .normal(standardDeviation: 0.02))
    blocks = try (0..<count).map {
      try EncoderBlock(scope / "blocks" / $0, width, heads: width / Self.headWidth)
    }
    norm = try LayerNorm(scope / "norm", width, epsilon: 1e-6)
    query = try scope.parameter("query", [1, width], .normal(standardDeviation: 0.02))
    self.side = side
    name = scope.path
  }

  func callAsFunction(_ features: Tensor) throws -> Tensor { try pooled(features).vector }

  func map(_ features: Tensor) -> Tensor { features }

  func attention(_ features: Tensor, after blocks: [Tensor]) throws -> Tensor? {
    let (_, rows, weights) = try pooled(features)
    return try AttentionRollout.carry(rows, through: weights).reshape([features.shape[0], 1, side, side])
  }

  /// The vector [N, width], the query's weights [N, 1, T] and those of the blocks.
  private func pooled(_ features: Tensor) throws -> (vector: Tensor, rows: Tensor, weights: [Tensor]) {
    guard features.rank == 4, features.shape.suffix(2) == [side, side] else {
      let reason = "the map must be \(side) × \(side), for which the positions were learnt"
      throw TorchError.shapeMismatch(operation: "AttentionPooling", shapes: [features.shape], reason: reason)
    }
    let places = try projection(features).flatten(from: 2).transpose(1, 2)
    let (encoded, weights) = try blocks.attended(places + position)
    let tokens = try norm(encoded)
    let scores = try query.matmul(tokens.transpose(1, 2)) * scale
    let rows = try scores.softmax()
    return (try rows.matmul(tokens).squeeze(1), rows, weights)
  }

  func write(_ features: Value, after others: [Value], to graph: inout GraphBuilder) throws -> PooledValues {
    let projected = try graph.conv(
      features, weight: FloatTensor(projection.weight), bias: projection.bias?.floats(), name: name + ".projection")
    let places = try graph.reshape(projected, to: [width, side * side], name: name + ".places")
    let placed = try graph.add(
      graph.transpose(places, [1, 0]), constant: FloatTensor(position), name: name + ".position")
    let (encoded, weights) = try blocks.writeAttended(placed, to: &graph)
    let tokens = try norm.write(encoded, to: &graph, name: name + ".norm")
    let scores = try graph.linear(tokens, weight: FloatTensor(query), name: name + ".query")
    let rows = try graph.softmax(graph.transpose(graph.scaled(scores, by: Float(scale)), [1, 0]))
    let vector = try graph.reshape(graph.matmul(rows, tokens), to: [width], name: name + ".vector")
    let attention = try AttentionRollout.write(rows, through: weights, to: &graph)
    return PooledValues(
      embedding: vector, map: features,
      attention: try graph.reshape(attention, to: [1, side, side], name: name + ".rollout"))
  }

  private var scale: Double { 1 / Double(width).squareRoot() }
}
