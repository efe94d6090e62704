import Files
public import FoundationEssentials

/// The state dict in a `.pth` file, without Python and without executing anything that the file names.
///
/// Read are the zip format (PyTorch 1.6 and later) and the legacy format before it; a state dict that stands alone or under
/// `state_dict`, `model_state_dict`, `model` and the like; tensors of all of `ScalarType`, with any strides and shared
/// storages, also as parameters. Prefixes that DataParallel and `torch.compile` put before every key are dropped.
public enum TorchFile {
  /// The longest pickle that is read, in bytes; the storages do not count.
  static let pickleLimit = 64 << 20

  /// Reads the tensors of a file's state dict; those that are contiguous stay in the file, which is mapped into memory.
  ///
  /// - Throws: `FileError` if the file can't be opened, `TensorFileError` if it can't be read as a state dict; a pickle that
  ///   wants anything else is refused with the name of what it wanted.
  public static func tensors(contentsOf url: URL) throws -> [String: StoredTensor] {
    try tensors(FileReading.mapped(url), file: url.lastPathComponent)
  }

  /// Reads the tensors of a state dict from a file's bytes.
  ///
  /// - Parameter file: The name that errors give.
  /// - Throws: `TensorFileError` if it can't be read as a state dict.
  public static func tensors(_ data: Data, file: String) throws(TensorFileError) -> [String: StoredTensor] {
    try checkpoint(data, file: file).tensors
  }

  /// Reads a checkpoint from a file's bytes: the tensors of its state dict, and the classes where it names them.
  ///
  /// - Parameter file: The name that errors give.
  /// - Throws: `TensorFileError` if it can't be read as a state dict.
  public static func checkpoint(_ data: Data, file: String) throws(TensorFileError) -> TorchCheckpoint {
    if data.starts(with: zipStart) { return try TorchArchive(data, file: file).checkpoint() }
    return try LegacyTorchFile(data, file: file).checkpoint()
  }

  /// What a zip archive starts with.
  static let zipStart = Data("PK\u{3}\u{4}".utf8)

  // MARK: - What both formats share

  /// Resolves what a pickle describes; `bytes` looks up a storage.
  static func checkpoint(
    of pickle: Pickle, file: String, fileByteCount: Int, bytes: (StorageReference) -> Data?
  ) throws(TensorFileError) -> TorchCheckpoint {
    var budget = GatheringBudget(fileByteCount: fileByteCount)
    var tensors: [String: StoredTensor] = [:]
    do throws(TorchFault) {
      for (name, reference) in try pickle.stateDict() {
        let storage = reference.storage
        guard let bytes = bytes(storage) else { throw .missingStorage(key: storage.key, tensor: name) }
        let (expected, overflow) = storage.count.multipliedReportingOverflow(by: storage.scalarType.byteCount)
        guard !overflow, bytes.count == expected else {
          throw .storageByteCount(expected: overflow ? .max : expected, found: bytes.count, key: storage.key)
        }
        tensors[name] = try reference.gathered(from: bytes, name: name, budget: &budget)
      }
    } catch {
      throw .torch(file: file, error)
    }
    return TorchCheckpoint(tensors: tensors, classes: pickle.classNames())
  }
}

/// What is read of a file that a training program keeps.
public struct TorchCheckpoint: Sendable, Equatable {
  /// The tensors of the state dict.
  public let tensors: [String: StoredTensor]
  /// The classes in the order of the network's outputs; nil where the file does not name them.
  public let classes: [String]?
}
