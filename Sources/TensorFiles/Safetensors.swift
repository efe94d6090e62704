import Files
public import FoundationEssentials

/// A safetensors file: named tensors and a little text about them.
///
/// Layout: the header's length (8 bytes), the header (JSON), then the tensors' bytes without gaps. See
/// https://github.com/huggingface/safetensors. Files are read strictly: an unknown type, a name that stands twice, offsets
/// that overlap, leave a hole or reach past the end, or a size that does not fit the shape are refused.
public struct Safetensors: Sendable, Equatable {
  /// The longest header that the format allows, in bytes.
  public static let headerLimit = 100_000_000

  /// The tensors by name.
  public var tensors: [String: StoredTensor]

  /// Text that goes with the tensors (`__metadata__`).
  public var metadata: [String: String]

  /// A file to be written.
  public init(_ tensors: [String: StoredTensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  // MARK: - Reading

  /// Reads a file; the tensors stay in the file, which is mapped into memory.
  ///
  /// - Throws: `FileError` if it can't be opened, `TensorFileError` if it breaks the format.
  public init(contentsOf url: URL) throws {
    try self.init(FileReading.mapped(url), file: url.lastPathComponent)
  }

  /// Reads a file's bytes.
  ///
  /// - Parameter file: The name that errors give.
  /// - Throws: `TensorFileError` if the bytes break the format.
  public init(_ data: Data, file: String) throws(TensorFileError) {
    var reader = ByteReader(data, file: file)
    let announced = try reader.integer(UInt64.self)
    let limit = min(Self.headerLimit, reader.remaining)
    guard announced <= UInt64(limit) else {
      throw .safetensors(file: file, .headerTooLong(byteCount: announced, limit: limit))
    }
    let header = try reader.bytes(Int(announced))
    let values = try reader.bytes(reader.remaining)
    do throws(SafetensorsFault) {
      let header = try SafetensorsHeader(header)
      metadata = header.metadata
      tensors = try Self.tensors(header.entries, values)
    } catch {
      throw .safetensors(file: file, error)
    }
  }

  private static func tensors(
    _ entries: [SafetensorsHeader.Entry], _ values: Data
  ) throws(SafetensorsFault) -> [String: StoredTensor] {
    var tensors: [String: StoredTensor] = [:]
    var previousEnd = 0
    for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
      guard entry.begin <= entry.end, entry.end <= values.count else {
        throw .offsetsOutOfRange(
          begin: entry.begin, end: entry.end, dataByteCount: values.count, tensor: entry.name)
      }
      guard entry.begin >= previousEnd else {
        throw .overlap(begin: entry.begin, previousEnd: previousEnd, tensor: entry.name)
      }
      guard entry.begin == previousEnd else { throw .hole(begin: previousEnd, end: entry.begin) }
      tensors[entry.name] = try tensor(entry, values)
      previousEnd = entry.end
    }
    guard previousEnd == values.count else { throw .hole(begin: previousEnd, end: values.count) }
    return tensors
  }

  private static func tensor(
    _ entry: SafetensorsHeader.Entry, _ values: Data
  ) throws(SafetensorsFault) -> StoredTensor {
    let bytes = values.rebased(entry.begin..<entry.end)
    do throws(TensorFileError) {
      return try StoredTensor(scalarType: entry.scalarType, shape: entry.shape, data: bytes)
    } catch .byteCountMismatch(_, _, let expected, let found) {
      throw .byteCountMismatch(expected: expected, found: found, tensor: entry.name)
    } catch {
      throw .invalidShape(entry.shape, tensor: entry.name)
    }
  }
}
