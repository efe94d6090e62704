import FoundationEssentials

/// A `.pth` file as PyTorch wrote it before version 1.6: five pickles, one after the other, then the storages' bytes.
///
/// The pickles are a magic number, the version 1001, facts about the machine, the object, and the keys of the storages; for
/// each key follow the number of its elements (8 bytes) and the elements (torch/serialization.py, `_legacy_save`).
struct LegacyTorchFile {
  private let pickle: Pickle
  private let storages: [String: Data]
  private let data: Data
  private let file: String

  /// What a pickle of protocol 2 or later starts with.
  private static let pickleStart: UInt8 = 0x80
  private static let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
  private static let version = 1001

  /// Reads the pickles and finds the storages.
  init(_ data: Data, file: String) throws(TensorFileError) {
    guard data.first == Self.pickleStart else { throw .unknownFormat(file: file) }
    self.data = data
    self.file = file
    var reader = ByteReader(data, file: file, to: min(data.count, TorchFile.pickleLimit))
    guard case .long(Self.magic) = try PickleMachine.run(&reader).root else { throw .unknownFormat(file: file) }
    guard case .integer(Self.version) = try PickleMachine.run(&reader).root else {
      throw .torch(file: file, .unknownVersion)
    }
    let machine = try PickleMachine.run(&reader)
    if case .dictionary(let facts) = machine.root,
      case .bool(false)? = machine.heap.value("little_endian", in: facts)
    {
      throw .torch(file: file, .bigEndian)
    }
    pickle = try PickleMachine.run(&reader)
    let keys = try Self.keys(try PickleMachine.run(&reader), file: file)
    storages = try Self.storages(keys, of: pickle, data, from: reader.offset, file: file)
  }

  /// The state dict, and what stands beside it.
  func checkpoint() throws(TensorFileError) -> TorchCheckpoint {
    try TorchFile.checkpoint(of: pickle, file: file, fileByteCount: data.count) { storages[$0.key] }
  }

  // MARK: - Storages

  private static func keys(_ pickle: Pickle, file: String) throws(TensorFileError) -> [String] {
    guard case .list(let list) = pickle.root else { throw .torch(file: file, .unknownVersion) }
    var keys: [String] = []
    for value in pickle.heap.lists[list] {
      guard case .string(let key) = value else { throw .torch(file: file, .unknownVersion) }
      keys.append(key)
    }
    return keys
  }

  /// The bytes of each storage; how long an element is, the pickle says where it names the storage.
  private static func storages(
    _ keys: [String], of pickle: Pickle, _ data: Data, from offset: Int, file: String
  ) throws(TensorFileError) -> [String: Data] {
    let sizes = Dictionary(
      pickle.heap.storages.map { ($0.key, $0.scalarType.byteCount) }, uniquingKeysWith: { first, _ in first })
    var reader = ByteReader(data, file: file, from: offset)
    var storages: [String: Data] = [:]
    for key in keys {
      guard let size = sizes[key] else { throw .torch(file: file, .unnamedStorage(key: key)) }
      let start = reader.offset
      let (byteCount, overflow) = try reader.size(Int64.self).multipliedReportingOverflow(by: size)
      guard !overflow else { throw .truncated(file: file, offset: start, byteCount: .max) }
      storages[key] = try reader.bytes(byteCount)
    }
    return storages
  }
}
