public import Files

/// What can be wrong with an ONNX graph that is being built or read.
public enum ONNXError: Error, Sendable, Equatable {
  // MARK: Reading

  /// The file cannot be opened or read, or is larger than the limit.
  case file(FileError)
  /// There are more bytes than the limit.
  case tooManyBytes(file: String, bytes: Int, limit: Int)
  /// So much of the file is structure rather than weights that decoding it could exhaust memory.
  case tooMuchStructure(file: String, bytes: Int, limit: Int)
  /// The bytes are not a whole ONNX model: truncated, or something else altogether.
  case malformed(file: String, detail: String)
  /// The model's operator set is one that Hilum does not read.
  case unsupportedOpset(file: String, version: Int, supported: ClosedRange<Int>)
  /// The model uses a part of ONNX that Hilum does not read, such as subgraphs or foreign operators.
  case unsupported(file: String, feature: String)
  /// A tensor keeps its values in another file, which Hilum never follows.
  case externalData(file: String, tensor: String)
  /// The number of bytes stored for a tensor is not what its shape and type ask for.
  case tensorSize(file: String, tensor: String, expected: Int, found: Int)
  /// A node or an output names a value that nothing before it defines, or that is defined twice.
  case unresolved(file: String, value: String)
  /// The model has no input, output or initializer of this name.
  case missing(file: String, name: String)
  /// An input or output has another shape than the one wanted; a batch dimension is written -1.
  case shape(file: String, value: String, expected: [Int], found: [Int])

  // MARK: Building

  /// The shapes of an operator's operands do not fit together.
  case shapeMismatch(node: String, operation: String, shapes: [[Int]])
  /// Two nodes or initializers of a graph have been given the same name.
  case duplicateName(String)
  /// A parameter of an operator, such as a stride or a group count, is out of range.
  case invalidParameter(node: String, parameter: String, value: Int)
  /// A tensor's shape asks for another number of values than it has.
  case valueCount(shape: [Int], values: Int)
}
