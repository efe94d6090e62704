import Files
public import FoundationEssentials

/// A file of named tensors in any of the formats that are read; its content says which, not its name.
public enum TensorFile {
  /// Reads the tensors of a safetensors or `.pth` file.
  ///
  /// - Throws: `FileError` if the file can't be opened, `TensorFileError` if it can't be read.
  public static func tensors(contentsOf url: URL) throws -> [String: StoredTensor] {
    let data = try FileReading.mapped(url)
    let file = url.lastPathComponent
    if data.dropFirst(8).first == UInt8(ascii: "{") { return try Safetensors(data, file: file).tensors }
    return try TorchFile.tensors(data, file: file)
  }
}
