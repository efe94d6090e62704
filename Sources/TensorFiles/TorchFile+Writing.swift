import Files
public import FoundationEssentials

// MARK: - Writing

extension TorchFile {
  /// Writes a state dict as `torch.save` does, so that its name always stands for a whole file.
  ///
  /// The file is what `torch.load(…, weights_only=True)` gives back as an `OrderedDict` of tensors on the CPU, in the order of
  /// their names. Equal content gives equal bytes.
  ///
  /// - Throws: `FileError` if it can't be written, and an old file is untouched then; `TensorFileError.zip` for more than
  ///   4 GiB.
  public static func write(_ tensors: [String: StoredTensor], to url: URL) throws {
    let sorted = tensors.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let name = url.deletingPathExtension().lastPathComponent
    var writer = PickleWriter()
    writer.stateDict(sorted.map { ($0.key, $0.value) })
    // PyTorch's reader wants these entries; their names begin with that of the archive.
    let entries =
      [("data.pkl", writer.bytes), ("byteorder", Data("little".utf8))]
      + sorted.enumerated().map { ("data/\($0)", $1.value.data) } + [("version", Data("3\n".utf8))]
    let pieces = try ZipWriter.pieces(of: entries.map { ("\(name)/\($0)", $1) }, file: url.lastPathComponent)
    try AtomicFile.write(pieces: pieces, to: url)
  }
}
