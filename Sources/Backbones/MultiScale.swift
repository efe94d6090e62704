import ONNX
import Torch

/// The end of a network, from where the last resolution begins, with the finer map that it starts from beside its own.
///
/// [N, C, H, W] to [N, F + C, h, w]: the finer map is brought to the size of the last one by means of 2×2 places, so that
/// pooling takes both together, as a feature pyramid's levels are looked at together: Lin et al., "Feature Pyramid Networks
/// for Object Detection", 2016, https://arxiv.org/abs/1612.03144. What is small, and gone from the last map, is still in the
/// finer one.
struct MultiScale: GraphModule {
  /// What makes the last map of the finer one.
  let body: Chain

  func callAsFunction(_ finer: Tensor) throws -> Tensor {
    let last = try body(finer)
    let pool = Self.pool(from: finer.shape[2], to: last.shape[2])
    return try .cat([last, pool?(finer) ?? finer], along: 1)
  }

  func write(_ finer: Value, to graph: inout GraphBuilder) throws -> Value {
    let last = try body.write(finer, to: &graph)
    guard let pool = Self.pool(from: finer.shape[1], to: last.shape[1]) else { return try graph.concat([last, finer]) }
    let pooled = try graph.averagePool(finer, kernel: pool.kernel, countsPadding: false, ceiling: pool.ceiling)
    return try graph.concat([last, pooled])
  }

  /// What halves the size as the body does; nil for DenseNet, whose finer map comes halved by the block before.
  private static func pool(from size: Int, to last: Int) -> AvgPool2d? {
    size > last ? AvgPool2d(kernel: 2, ceiling: 2 * last > size) : nil
  }
}
