import ONNX
import Torch

/// How much of each input token is in what is read off the last one: the attention of all blocks multiplied.
///
/// A block's attention A is the mean of its heads'; since the block adds its input to what it attends to, a row passes it
/// as r · (A + I) / 2. Abnar and Zuidema, "Quantifying Attention Flow in Transformers", 2020,
/// https://arxiv.org/abs/2005.00928, section 3. Only the rows that are wanted are carried, from the last block to the first.
enum AttentionRollout {
  /// Rows [N, 1, T] over the last block's output carried through `blocks`, each [N, heads, T, T], to its input.
  static func carry(_ rows: Tensor, through blocks: some BidirectionalCollection<Tensor>) throws -> Tensor {
    try blocks.reversed().reduce(rows) { rows, weights in
      try (rows.matmul(weights.mean(along: [1])) + rows) * 0.5
    }
  }

  /// Writes `carry`: rows [1, T] through blocks, each [heads, T, T].
  static func write(
    _ rows: Value, through blocks: some BidirectionalCollection<Value>, to graph: inout GraphBuilder
  ) throws -> Value {
    var rows = rows
    for weights in blocks.reversed() {
      let mixed = try graph.matmul(rows, graph.mean(weights, along: 0))
      rows = try graph.scaled(graph.add(mixed, rows), by: 0.5)
    }
    return rows
  }
}
