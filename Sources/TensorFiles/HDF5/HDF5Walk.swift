import FoundationEssentials

/// The bytes of an HDF5 file, and how much of it has been looked at: structures that point to each other can't make the walk
/// longer, nor what it keeps larger, than the limits.
struct HDF5Walk {
  /// The most structures that are looked at: nodes, members, headers, messages.
  static let structureLimit = 100_000
  /// The most bytes of text that are kept.
  static let textLimit = 32 << 20

  let data: Data
  let file: String
  private var structures = 0
  private var textBytes = 0

  /// A walk through a file.
  init(_ data: Data, file: String) {
    self.data = data
    self.file = file
  }

  /// Counts structures.
  ///
  /// - Throws: `HDF5Fault.tooManyStructures`.
  mutating func count(_ added: Int = 1) throws(TensorFileError) {
    structures += added
    guard structures <= Self.structureLimit else { throw fault(.tooManyStructures(limit: Self.structureLimit)) }
  }

  /// Counts text that is kept.
  ///
  /// - Throws: `HDF5Fault.tooMuchText`.
  mutating func count(text byteCount: Int) throws(TensorFileError) {
    guard byteCount <= Self.textLimit - textBytes else { throw fault(.tooMuchText(limit: Self.textLimit)) }
    textBytes += byteCount
  }

  /// A reader at the structure at `offset`, which is counted.
  ///
  /// - Parameter byteCount: Its length; nil for one that may reach to the file's end.
  mutating func reader(at offset: Int, byteCount: Int? = nil) throws(TensorFileError) -> ByteReader {
    try count()
    guard offset <= data.count, byteCount ?? 0 <= data.count - offset else {
      throw .truncated(file: file, offset: offset, byteCount: byteCount ?? 1)
    }
    return ByteReader(data, file: file, from: offset, to: byteCount.map { offset + $0 })
  }

  /// A reader after the four letters with which a structure begins.
  mutating func reader(_ letters: String, at offset: Int) throws(TensorFileError) -> ByteReader {
    var reader = try reader(at: offset)
    guard try reader.bytes(4) == Data(letters.utf8) else {
      throw fault(.damaged(structure: "a structure \(letters)", offset: offset))
    }
    return reader
  }

  /// An error of this file.
  func fault(_ fault: HDF5Fault) -> TensorFileError { .hdf5(file: file, fault) }
}
