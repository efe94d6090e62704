import Files
public import FoundationEssentials

/// A file of named tensors in any of the formats that are read; its content says which, not its name.
public enum TensorFile {
  /// Reads the tensors of a safetensors or `.pth` file.
  ///
  /// - Throws: `FileError` if the file can't be opened, `TensorFileError` if it can't be read.
  public static func tensors(contentsOf url: URL) throws -> [String: StoredTensor] {
    try checkpoint(FileReading.mapped(url), file: url.lastPathComponent).tensors
  }

  /// Reads the tensors of a safetensors or `.pth` file from its bytes, and the classes where it names them.
  ///
  /// - Parameter file: The name that errors give.
  /// - Throws: `TensorFileError` if it can't be read.
  public static func checkpoint(_ data: Data, file: String) throws(TensorFileError) -> TorchCheckpoint {
    if data.dropFirst(8).first == UInt8(ascii: "{") {
      return TorchCheckpoint(tensors: try Safetensors(data, file: file).tensors, classes: nil)
    }
    return try TorchFile.checkpoint(data, file: file)
  }
}
