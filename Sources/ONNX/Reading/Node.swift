/// A node of a graph that has been read.
public struct Node: Sendable, Equatable {
  /// The node's name; may be empty.
  public let name: String
  /// The operator, such as `Conv`.
  public let operation: String
  /// Names of the values and constants that it takes; an empty name is an optional one left out.
  public let inputs: [String]
  /// Names of the values that it yields.
  public let outputs: [String]
  /// Integer attributes by name.
  public let integers: [String: [Int]]
  /// Floating-point attributes by name.
  public let floats: [String: [Float]]

  init(_ node: Onnx_NodeProto) {
    name = node.name
    operation = node.opType
    inputs = node.input
    outputs = node.output
    var integers: [String: [Int]] = [:]
    var floats: [String: [Float]] = [:]
    for attribute in node.attribute {
      switch attribute.type {
      case .int: integers[attribute.name] = [Int(attribute.i)]
      case .ints: integers[attribute.name] = attribute.ints.map { Int($0) }
      case .float: floats[attribute.name] = [attribute.f]
      case .floats: floats[attribute.name] = attribute.floats
      default: break
      }
    }
    self.integers = integers
    self.floats = floats
  }
}
