import FoundationEssentials

/// A `.pth` file as PyTorch has written it since version 1.6: a zip archive with a pickle and the storages' bytes.
///
/// `NAME/data.pkl` describes the object, `NAME/data/KEY` are the storages, `NAME/byteorder` is "little" or "big".
struct TorchArchive {
  private let archive: ZipArchive
  private let directory: String
  private let pickle: Pickle
  private let data: Data
  private let file: String

  /// Reads the archive's table of contents and its pickle.
  init(_ data: Data, file: String) throws(TensorFileError) {
    archive = try ZipArchive(data, file: file)
    self.data = data
    self.file = file
    let suffix = "/data.pkl"
    let found = archive.entries.first { $0.name.hasSuffix(suffix) && $0.name.split(separator: "/").count == 2 }
    guard let found, let bytes = archive[found.name] else { throw .torch(file: file, .noPickle) }
    guard bytes.count <= TorchFile.pickleLimit else {
      throw .torch(file: file, .pickleTooLong(byteCount: bytes.count, limit: TorchFile.pickleLimit))
    }
    directory = String(found.name.dropLast(suffix.count))
    guard archive["\(directory)/byteorder"] != Data("big".utf8) else { throw .torch(file: file, .bigEndian) }
    var reader = ByteReader(bytes, file: file)
    pickle = try PickleMachine.run(&reader)
  }

  /// The state dict, and what stands beside it.
  func checkpoint() throws(TensorFileError) -> TorchCheckpoint {
    try TorchFile.checkpoint(of: pickle, file: file, fileByteCount: data.count) { storage in
      archive["\(directory)/data/\(storage.key)"]
    }
  }
}
