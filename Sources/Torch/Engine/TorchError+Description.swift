// The sentences of `TorchError`.

extension TorchError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .libraryMissing(let reason):
      "LibTorch is missing, which learning needs; `make setup` brings it (\(reason))"
    case .unusable(let folder, let problem):
      "\(TorchInstallation.variable)=\(folder): \(problem)"
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

extension InstallationProblem: CustomStringConvertible {
  /// The problem as a sentence for people, after the folder's name.
  public var description: String {
    switch self {
    case .noFolder:
      "there is no such folder; `python3 -c 'import torch; print(torch.__path__[0])'` says where an environment has it"
    case .missing(let file):
      "it has no \(file); name the folder `torch` of a Python environment for Linux, or an unpacked LibTorch"
    case .notALibrary(let file):
      "\(file) is no shared library for Linux, or only a part of one"
    case .machine(let file, let found, let needed):
      "\(file) is for \(found), and this program for \(needed)"
    case .noVersion:
      "nothing in it says which version of LibTorch it is (version.py, build-version or the headers)"
    case .version(let found, let needed):
      "it is LibTorch \(found), and this program needs \(Self.release(needed)).x: "
        + "pip install 'torch==\(Self.release(needed)).*'"
    case .oldStrings:
      "it was compiled with _GLIBCXX_USE_CXX11_ABI=0, and this program with 1, as the wheels of `pip install torch` are"
    case .notLoadable(let reason):
      "it can't be loaded (\(reason)); a `torch` from pip needs the packages nvidia-… that pip installs with it"
    }
  }

  private static func release(_ version: String) -> String {
    version.split(separator: ".").prefix(2).joined(separator: ".")
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
