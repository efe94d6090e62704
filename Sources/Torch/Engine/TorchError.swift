import CTorch

/// What can go wrong with tensors and with what is made of them.
public enum TorchError: Error, Sendable, Equatable {
  /// The engine or LibTorch itself is not there. `reason` is the dynamic linker's, without directories.
  case libraryMissing(reason: String)
  /// The LibTorch in a folder that was named can't be used.
  case unusable(folder: String, InstallationProblem)
  /// An operation got tensors whose shapes do not fit. `reason` is LibTorch's.
  case shapeMismatch(operation: String, shapes: [[Int]], reason: String)
  /// An operation failed on tensors of these shapes. `reason` is LibTorch's.
  case operationFailed(operation: String, shapes: [[Int]], reason: String)
  /// Memory ran out on the host or the device.
  case outOfMemory(operation: String, shapes: [[Int]])
  /// LibTorch has no operator of this name.
  case unknownOperator(String)
  /// An operation got arguments that it does not take.
  case badArgument(operation: String, reason: String)
  /// So many elements do not make a tensor of this shape.
  case elementCount(shape: [Int], count: Int)
  /// A tensor has an element type that has no place here, given by LibTorch's number.
  case unsupportedElementType(Int)
  /// A store already has a parameter or buffer of this name.
  case duplicateKey(String)
  /// Tensors do not fit what they should be loaded into.
  case stateMismatch(StateMismatch)
  /// Another process of a `ProcessGroup` is gone. `reason` is the network's.
  case peerLost(reason: String)
  /// Another process of a `ProcessGroup` did not answer within the group's time-out.
  case peerTimeout
}

/// How a set of named tensors differs from the one that was expected.
public struct StateMismatch: Sendable, Equatable {
  /// A tensor whose shape differs.
  public struct ShapeDifference: Sendable, Equatable {
    /// The tensor's key.
    public let key: String
    /// The shape that was expected.
    public let expected: [Int]
    /// The shape that came.
    public let found: [Int]
  }

  /// Keys that were expected and did not come.
  public internal(set) var missing: [String] = []
  /// Keys that came and were not expected.
  public internal(set) var unexpected: [String] = []
  /// Keys whose shapes differ.
  public internal(set) var shapes: [ShapeDifference] = []

  /// Whether nothing differs.
  var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && shapes.isEmpty }
}

// MARK: - From the engine

extension TorchError {
  /// The error for a failed call.
  init(_ status: ct_status, operation: String, shapes: [[Int]], reason: String) {
    self =
      switch status {
      case CT_OUT_OF_MEMORY: .outOfMemory(operation: operation, shapes: shapes)
      case CT_UNKNOWN_OPERATOR: .unknownOperator(operation)
      case CT_BAD_ARGUMENT: .badArgument(operation: operation, reason: reason)
      case CT_PEER_LOST: .peerLost(reason: reason)
      case CT_PEER_TIMEOUT: .peerTimeout
      case _ where Self.speaksOfShapes(reason):
        .shapeMismatch(operation: operation, shapes: shapes, reason: reason)
      default: .operationFailed(operation: operation, shapes: shapes, reason: reason)
      }
  }

  /// Whether LibTorch's words are about shapes: it has no code for that.
  private static func speaksOfShapes(_ reason: String) -> Bool {
    let words = reason.lowercased()
    return ["shape", "size", "dimension", "channels"].contains { words.contains($0) }
  }

  /// LibTorch's or the linker's words with directories and what follows the first line taken out.
  static func sanitized(_ reason: String) -> String {
    let line = reason.split(separator: "\n", omittingEmptySubsequences: true).first ?? ""
    return line.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard word.hasPrefix("/"), let slash = word.lastIndex(of: "/") else { return word }
      return word[word.index(after: slash)...]
    }.joined(separator: " ")
  }
}
