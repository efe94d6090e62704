import FoundationEssentials

/// The datasets and text attributes of an HDF5 file as h5py writes it by default, which is what Keras saves.
///
/// Read are superblocks of version 0 and 1, groups with symbol tables, object headers of version 1, contiguous and compact
/// datasets of floats and integers, and attributes that are one string: HDF5 File Format Specification 3.0, sections II to IV.
/// Links to other files, filters, chunks and whatever else a weights file has no use for is refused by name. Every offset
/// is checked against the file, every structure is counted, and tensors stand in the file's own bytes.
struct HDF5File {
  /// The longest path of a group or a dataset that is read, in bytes.
  static let pathLimit = 1024
  /// What an HDF5 file starts with.
  static let signature = Data([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])

  /// The datasets by path: `model_weights/conv2d/conv2d/kernel`.
  private(set) var datasets: [String: StoredTensor] = [:]
  /// The attributes that are one string, by the path of their group and then by name; the root's path is empty.
  private(set) var attributes: [String: [String: String]] = [:]

  /// Reads a file.
  ///
  /// - Parameter file: The name that errors give.
  /// - Throws: `TensorFileError.hdf5`, `.truncated`.
  init(_ data: Data, file: String) throws(TensorFileError) {
    var walk = HDF5Walk(data, file: file)
    var groups = [(path: "", header: try Self.root(data, file: file))]
    while let group = groups.popLast() {
      let object = try HDF5Object(at: group.header, &walk)
      let attributes = object.attributes
      if !attributes.isEmpty { self.attributes[group.path] = attributes }
      if let table = object.symbolTable {
        for entry in try HDF5Group(table, &walk).entries {
          let path = group.path.isEmpty ? entry.name : "\(group.path)/\(entry.name)"
          guard path.utf8.count <= Self.pathLimit else { throw walk.fault(.pathTooLong(limit: Self.pathLimit)) }
          groups.append((path, entry.header))
        }
      } else if let tensor = try object.tensor(named: group.path, walk) {
        datasets[group.path] = tensor
      }
    }
  }

  /// The address of the root group's object header.
  private static func root(_ data: Data, file: String) throws(TensorFileError) -> Int {
    guard data.starts(with: signature) else { throw .unknownFormat(file: file) }
    var reader = ByteReader(data, file: file, from: signature.count)
    let version = Int(try reader.byte())
    guard version <= 1 else { throw .hdf5(file: file, .unsupportedSuperblock(version: version)) }
    _ = try reader.range(4)
    let (offsetSize, lengthSize) = (try reader.byte(), try reader.byte())
    guard offsetSize == 8, lengthSize == 8 else {
      throw .hdf5(file: file, .damaged(structure: "the superblock", offset: 13))
    }
    _ = try reader.range(version == 0 ? 9 : 13)
    guard try reader.size(UInt64.self) == 0 else {
      throw .hdf5(file: file, .damaged(structure: "the superblock", offset: reader.offset - 8))
    }
    // The addresses of free space, end of file and driver, and the root's name.
    _ = try reader.range(32)
    return try reader.size(UInt64.self)
  }
}
