public import ONNX
public import Torch

/// How what a backbone gives, a feature map or tokens, becomes the vector that the head reads: [N, …] to [N, width].
public protocol Pooling: Module {
  /// The vector's length.
  var width: Int { get }
  /// What the backbone gives as a feature map [N, F, h, w].
  func map(_ features: Tensor) throws -> Tensor
  /// How much of each place is in the vector, [N, 1, h, w]; nil where attention has no part in it.
  ///
  /// - Parameter blocks: the weights of the backbone's own attention, from the first block to the last.
  func attention(_ features: Tensor, after blocks: [Tensor]) throws -> Tensor?
  /// Writes all three.
  func write(_ features: Value, after blocks: [Value], to graph: inout GraphBuilder) throws -> PooledValues
}

/// What a pooling yields in a graph.
public struct PooledValues: Sendable {
  /// The vector, [width].
  public let embedding: Value
  /// The feature map, [F, h, w].
  public let map: Value
  /// How much of each place is in the vector, [1, h, w].
  public let attention: Value?
}

/// The mean of each channel: [N, F, h, w] to [N, F].
struct MeanPooling: Pooling {
  let width: Int

  func callAsFunction(_ features: Tensor) throws -> Tensor { try features.mean(along: [2, 3]) }
  func map(_ features: Tensor) -> Tensor { features }
  func attention(_ features: Tensor, after blocks: [Tensor]) -> Tensor? { nil }

  func write(_ features: Value, after blocks: [Value], to graph: inout GraphBuilder) throws -> PooledValues {
    PooledValues(embedding: try graph.flatten(graph.globalAveragePool(features)), map: features, attention: nil)
  }
}

/// The first token, which stands for the whole picture: [N, 1 + side², F] to [N, F].
struct ClassTokenPooling: Pooling {
  let width: Int
  /// Places along a side of the map that the other tokens make up.
  let side: Int

  func callAsFunction(_ tokens: Tensor) throws -> Tensor { try tokens.select(0, along: 1) }

  func map(_ tokens: Tensor) throws -> Tensor {
    try tokens.slice(1..<1 + side * side, along: 1).transpose(1, 2).reshape([tokens.shape[0], width, side, side])
  }

  func attention(_ tokens: Tensor, after blocks: [Tensor]) throws -> Tensor? {
    guard let last = blocks.last else { return nil }
    let own = try Tensor(own, shape: [1, own.count]).to(last.device)
    let first = try (last.mean(along: [1]).slice(0..<1, along: 1) + own) * 0.5
    let rows = try AttentionRollout.carry(first, through: blocks.dropLast())
    return try rows.slice(1..<1 + side * side, along: 2).reshape([tokens.shape[0], 1, side, side])
  }

  func write(_ tokens: Value, after blocks: [Value], to graph: inout GraphBuilder) throws -> PooledValues {
    let token = try graph.slice(tokens, 0..<1, along: 0, name: "class_token")
    let others = try graph.slice(tokens, 1..<own.count, along: 0, name: "places")
    let map = try graph.reshape(graph.transpose(others, [1, 0]), to: [width, side, side], name: "map")
    return PooledValues(
      embedding: try graph.reshape(token, to: [width], name: "class_token.vector"), map: map,
      attention: try blocks.last.map { try writeAttention($0, after: blocks.dropLast(), to: &graph) })
  }

  private func writeAttention(
    _ last: Value, after blocks: ArraySlice<Value>, to graph: inout GraphBuilder
  ) throws -> Value {
    let row = try graph.slice(graph.mean(last, along: 0), 0..<1, along: 0, name: "rollout.row")
    let sum = try graph.add(row, constant: FloatTensor(shape: [1, own.count], values: own), name: "rollout.own")
    let rows = try AttentionRollout.write(graph.scaled(sum, by: 0.5), through: blocks, to: &graph)
    let places = try graph.slice(rows, 1..<own.count, along: 1, name: "rollout.places")
    return try graph.reshape(places, to: [1, side, side], name: "rollout")
  }

  /// The class token's own row of the identity.
  private var own: [Float] { [1] + [Float](repeating: 0, count: side * side) }
}
