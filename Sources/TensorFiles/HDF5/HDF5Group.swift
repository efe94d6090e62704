import FoundationEssentials

/// The members of a group that has a symbol table: a B-tree of version 1 whose leaves are symbol table nodes, and a local
/// heap with their names (sections III.A.1, III.B to III.D).
struct HDF5Group {
  /// A member: its name, and where its object header stands.
  struct Entry {
    let name: String
    let header: Int
  }

  /// The members in the order of their names; links to names and to other files are left out.
  private(set) var entries: [Entry] = []

  private static let hardLinks: ClosedRange<UInt32> = 0...1

  /// Reads a group's members.
  init(_ table: HDF5Object.SymbolTable, _ walk: inout HDF5Walk) throws(TensorFileError) {
    let names = try Self.heap(at: table.heap, &walk)
    // Depth first, the first child on top of the stack.
    var nodes = [table.tree]
    while let node = nodes.popLast() {
      if walk.data.rebased(min(node, walk.data.count)..<min(node + 4, walk.data.count)) == Data("SNOD".utf8) {
        try readSymbols(at: node, names, &walk)
      } else {
        nodes += try Self.children(at: node, &walk).reversed()
      }
    }
  }

  private static func heap(at offset: Int, _ walk: inout HDF5Walk) throws(TensorFileError) -> ByteReader {
    var reader = try walk.reader("HEAP", at: offset)
    _ = try reader.range(4)
    let byteCount = try reader.size(UInt64.self)
    _ = try reader.range(8)
    return try walk.reader(at: reader.size(UInt64.self), byteCount: byteCount)
  }

  private static func children(at offset: Int, _ walk: inout HDF5Walk) throws(TensorFileError) -> [Int] {
    var reader = try walk.reader("TREE", at: offset)
    let type = try reader.byte()
    guard type == 0 else { throw walk.fault(.damaged(structure: "a group's tree", offset: offset)) }
    _ = try reader.byte()
    let count = try reader.size(UInt16.self)
    // The siblings and the first key.
    _ = try reader.range(24)
    try walk.count(count)
    var children: [Int] = []
    for _ in 0..<count {
      children.append(try reader.size(UInt64.self))
      _ = try reader.range(8)
    }
    return children
  }

  private mutating func readSymbols(
    at offset: Int, _ names: ByteReader, _ walk: inout HDF5Walk
  ) throws(TensorFileError) {
    var reader = try walk.reader("SNOD", at: offset)
    _ = try reader.range(2)
    let count = try reader.size(UInt16.self)
    try walk.count(count)
    for _ in 0..<count {
      let name = try reader.size(UInt64.self)
      let header = try reader.integer(UInt64.self)
      let kind = try reader.integer(UInt32.self)
      _ = try reader.range(20)
      guard Self.hardLinks.contains(kind), let header = Int(exactly: header) else { continue }
      entries.append(Entry(name: try Self.name(at: name, names, walk), header: header))
    }
  }

  /// The text up to a zero byte.
  private static func name(at offset: Int, _ names: ByteReader, _ walk: HDF5Walk) throws(TensorFileError) -> String {
    guard offset < names.remaining else { throw walk.fault(.damaged(structure: "a name", offset: names.offset)) }
    let start = names.offset + offset
    let bytes = walk.data.rebased(start..<min(names.end, start + HDF5File.pathLimit + 1))
    guard let end = bytes.firstIndex(of: 0), end > bytes.startIndex,
      let name = String(validating: bytes[..<end], as: UTF8.self), !name.contains("/")
    else { throw walk.fault(.damaged(structure: "a name", offset: start)) }
    return name
  }
}
