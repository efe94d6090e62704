/// A value that flows through a graph under construction: what an input, or a node already added, yields.
public struct Value: Sendable, Equatable {
  /// The name under which nodes refer to it; unique in its graph.
  public let name: String
  /// The shape of one sample, `[C, H, W]` or `[F]`; the batch dimension N always precedes it.
  public let shape: [Int]
}
