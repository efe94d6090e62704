import FoundationEssentials

/// An attribute that is one string (section IV.A.2.m).
enum HDF5Attribute {
  /// An attribute's name and string; nil where it is something else.
  static func text(
    _ message: inout ByteReader, _ walk: inout HDF5Walk
  ) throws(TensorFileError) -> (name: String, text: String)? {
    let start = message.offset
    let version = try message.byte()
    guard (1...3).contains(version) else { throw walk.fault(.damaged(structure: "an attribute", offset: start)) }
    let flags = try message.byte()
    let nameByteCount = try message.size(UInt16.self)
    let typeByteCount = try message.size(UInt16.self)
    let spaceByteCount = try message.size(UInt16.self)
    if version == 3 { _ = try message.byte() }
    func padded(_ byteCount: Int) -> Int { version == 1 ? (byteCount + 7) / 8 * 8 : byteCount }
    let name = try message.bytes(padded(nameByteCount)).prefix { $0 != 0 }
    let typePlace = try message.range(padded(typeByteCount)).lowerBound
    let spacePlace = try message.range(padded(spaceByteCount)).lowerBound
    // Types and dataspaces that are kept elsewhere are none of a model's configuration.
    guard version == 1 || flags & 3 == 0 else { return nil }
    var fields = try walk.reader(at: typePlace, byteCount: typeByteCount)
    let type = try HDF5Datatype(&fields)
    fields = try walk.reader(at: spacePlace, byteCount: spaceByteCount)
    guard let shape = try HDF5Object.shape(&fields, walk), try StoredTensor.elementCount(shape) == 1,
      let name = String(validating: name, as: UTF8.self)
    else { return nil }
    switch type.kind {
    case .text:
      let bytes = try message.bytes(type.byteCount)
      try walk.count(text: bytes.count)
      return String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self).map { (name, $0) }
    case .variableText:
      return try variableText(&message, &walk).map { (name, $0) }
    default:
      return nil
    }
  }

  /// A string in the global heap: a length, the collection's address and the object's index in it (section III.E).
  private static func variableText(
    _ message: inout ByteReader, _ walk: inout HDF5Walk
  ) throws(TensorFileError) -> String? {
    let byteCount = try message.size(UInt32.self)
    let address = try message.size(UInt64.self)
    let wanted = try message.integer(UInt32.self)
    guard byteCount > 0 else { return "" }
    try walk.count(text: byteCount)
    var heap = try walk.reader("GCOL", at: address)
    _ = try heap.range(4)
    let size = try heap.size(UInt64.self)
    guard size >= 16 else { throw walk.fault(.damaged(structure: "a heap", offset: address)) }
    heap = try walk.reader(at: address, byteCount: size)
    _ = try heap.range(16)
    while heap.remaining >= 16 {
      try walk.count()
      let index = try heap.integer(UInt16.self)
      _ = try heap.range(6)
      let size = try heap.size(UInt64.self)
      guard index != 0 else { break }
      let bytes = try heap.bytes(size)
      if UInt32(index) == wanted {
        guard byteCount <= size else { break }
        return String(validating: bytes.prefix(byteCount), as: UTF8.self)
      }
      _ = try heap.range(min((8 - size % 8) % 8, heap.remaining))
    }
    throw walk.fault(.damaged(structure: "a heap", offset: address))
  }
}
