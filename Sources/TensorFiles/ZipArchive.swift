import FoundationEssentials

/// The table of contents of a zip archive whose entries are stored plainly, as PyTorch writes them.
///
/// Sizes are taken from the central directory, so entries with a data descriptor are read too; zip64 is understood
/// (APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16). Checksums are not verified, as PyTorch can be told to write none.
struct ZipArchive {
  /// The most entries that are read.
  static let entryLimit = 1_000_000

  /// Names and the offsets of their bytes in the file, in the order of the central directory.
  private(set) var entries: [(name: String, range: Range<Int>)] = []

  private let data: Data
  private let index: [String: Int]

  /// Reads the central directory of an archive.
  ///
  /// - Throws: `TensorFileError.zip` or `.truncated`.
  init(_ data: Data, file: String) throws(TensorFileError) {
    self.data = data
    let directory = try ZipDirectory(data, file: file)
    guard directory.entryCount <= Self.entryLimit else {
      throw .zip(file: file, .tooManyEntries(directory.entryCount, limit: Self.entryLimit))
    }
    var reader = ByteReader(data, file: file, from: directory.start, to: directory.end)
    var index: [String: Int] = [:]
    for _ in 0..<directory.entryCount {
      let header = try ZipCentralHeader(&reader)
      let range = try header.range(in: data, file: file)
      guard index.updateValue(entries.count, forKey: header.name) == nil else {
        throw .zip(file: file, .duplicateEntry(header.name))
      }
      entries.append((header.name, range))
    }
    self.index = index
  }

  /// The bytes of an entry; nil if there is none of that name.
  subscript(name: String) -> Data? {
    index[name].map { data.rebased(entries[$0].range) }
  }
}
