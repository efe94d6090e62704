import Files

extension ONNXError: CustomStringConvertible {
  /// The error as one sentence for a person.
  public var description: String {
    switch self {
    case .file(let error):
      error.description
    case .tooManyBytes(let file, let bytes, let limit):
      "\(file): the ONNX model has \(bytes) bytes, more than the limit of \(limit)"
    case .tooMuchStructure(let file, let bytes, let limit):
      "\(file): the ONNX graph without its weights has \(bytes) bytes, more than the limit of \(limit)"
    case .malformed(let file, let detail):
      "\(file): not a whole ONNX model (\(detail))"
    case .unsupportedOpset(let file, let version, let supported):
      "\(file): ONNX operator set \(version) is not supported; export the model with one from "
        + "\(supported.lowerBound) to \(supported.upperBound)"
    case .unsupported(let file, let feature):
      "\(file): the ONNX model uses \(feature), which is not supported"
    case .externalData(let file, let tensor):
      "\(file): tensor '\(tensor)' keeps its values in another file; save the model with its weights inside"
    case .tensorSize(let file, let tensor, let expected, let found):
      "\(file): tensor '\(tensor)' needs \(expected) bytes but has \(found)"
    case .unresolved(let file, let value):
      "\(file): the graph does not define the value '\(value)' exactly once before it is used"
    case .missing(let file, let name):
      "\(file): the ONNX model has no '\(name)'"
    case .shape(let file, let value, let expected, let found):
      "\(file): '\(value)' has shape \(Self.text(found)), expected \(Self.text(expected))"
    case .shapeMismatch(let node, let operation, let shapes):
      "shape mismatch in \(operation) '\(node)': " + shapes.map(Self.text).joined(separator: ", ")
    case .duplicateName(let name):
      "two parts of the ONNX graph are named '\(name)'"
    case .invalidParameter(let node, let parameter, let value):
      "'\(node)': \(parameter) cannot be \(value)"
    case .valueCount(let shape, let values):
      "a tensor of shape \(Self.text(shape)) cannot hold \(values) values"
    }
  }

  private static func text(_ shape: [Int]) -> String {
    "[" + shape.map { $0 < 0 ? "N" : String($0) }.joined(separator: ", ") + "]"
  }
}
