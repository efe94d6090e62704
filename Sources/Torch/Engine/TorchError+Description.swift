// The sentences of `TorchError`.

extension TorchError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .libraryMissing(let reason):
      "LibTorch is missing, which learning needs; `make setup` brings it (\(reason))"
    case .shapeMismatch(let operation, let shapes, let reason):
      "shape mismatch in \(operation)\(Self.list(shapes)): \(reason)"
    case .operationFailed(let operation, let shapes, let reason):
      "\(operation) failed\(Self.list(shapes)): \(reason)"
    case .outOfMemory(let operation, let shapes):
      "memory ran out in \(operation)\(Self.list(shapes)); a smaller batch may fit"
    case .unknownOperator(let name):
      "LibTorch has no operator \(name)"
    case .badArgument(let operation, let reason):
      "\(operation): \(reason)"
    case .elementCount(let shape, let count):
      "\(count) elements do not make a tensor of shape \(shape)"
    case .unsupportedElementType(let number):
      "tensors of LibTorch's element type number \(number) are not supported"
    case .duplicateKey(let key):
      "there are two parameters or buffers named '\(key)'"
    case .stateMismatch(let mismatch):
      mismatch.description
    case .peerLost(let reason):
      "another process of this training is gone: \(reason)"
    case .peerTimeout:
      "another process of this training did not answer in time"
    }
  }

  /// ", [2, 3] and [4, 5]", or nothing.
  private static func list(_ shapes: [[Int]]) -> String {
    guard let last = shapes.last else { return "" }
    let others = shapes.dropLast().map(\.description)
    return ", " + (others.isEmpty ? "" : others.joined(separator: ", ") + " and ") + last.description
  }
}

extension StateMismatch: CustomStringConvertible {
  /// The differences as a sentence for people, with at most eight keys of a kind.
  public var description: String {
    let differences = shapes.map { "\($0.key) (is \($0.found), should be \($0.expected))" }
    let parts = [
      Self.part("missing keys", missing), Self.part("unexpected keys", unexpected),
      Self.part("other shapes", differences),
    ]
    return "the weights do not fit the model: " + parts.compactMap { $0 }.joined(separator: "; ")
  }

  private static func part(_ title: String, _ items: [String]) -> String? {
    guard !items.isEmpty else { return nil }
    let shown = items.prefix(8).joined(separator: ", ")
    return "\(title): \(shown)" + (items.count > 8 ? " and \(items.count - 8) more" : "")
  }
}
