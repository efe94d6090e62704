/// A node of a graph under construction that weighs its inputs.
public struct GraphLayer: Sendable, Equatable {
  /// The node's name.
  public let name: String
  /// Its operator, such as Conv.
  public let operation: String
  /// The shape of what it yields, without the batch dimension.
  public let shape: [Int]
  /// Multiplications of two numbers whose products it adds up, for one picture; additions of a bias not counted.
  public let products: Int
}
