import FoundationEssentials

/// What an object header of version 1 says of a group or a dataset (sections IV.A.1.a and IV.A.2).
struct HDF5Object {
  /// Where a group's members stand.
  struct SymbolTable {
    let tree: Int
    let heap: Int
  }

  private enum Message {
    static let dataspace: UInt16 = 0x01
    static let datatype: UInt16 = 0x03
    static let layout: UInt16 = 0x08
    static let filters: UInt16 = 0x0B
    static let attribute: UInt16 = 0x0C
    static let continuation: UInt16 = 0x10
    static let symbolTable: UInt16 = 0x11
  }

  /// A group's members; nil for a dataset.
  private(set) var symbolTable: SymbolTable?
  /// The attributes that are one string, by name.
  private(set) var attributes: [String: String] = [:]
  private var shape: [Int]?
  private var datatype: HDF5Datatype?
  private var layout: HDF5Layout?
  private var isFiltered = false

  /// Reads the header at an address.
  init(at offset: Int, _ walk: inout HDF5Walk) throws(TensorFileError) {
    var reader = try walk.reader(at: offset)
    let version = try reader.byte()
    guard version == 1 else { throw walk.fault(.damaged(structure: "an object header", offset: offset)) }
    _ = try reader.byte()
    var count = try reader.size(UInt16.self)
    _ = try reader.range(4)
    let byteCount = try reader.size(UInt32.self)
    _ = try reader.range(4)
    var blocks = [(offset: reader.offset, byteCount: byteCount)]
    while let block = blocks.popLast() {
      var reader = try walk.reader(at: block.offset, byteCount: block.byteCount)
      while count > 0, reader.remaining >= 8 {
        count -= 1
        let type = try reader.integer(UInt16.self)
        let size = try reader.size(UInt16.self)
        let flags = try reader.byte()
        _ = try reader.range(3)
        let range = try reader.range(size)
        var message = try walk.reader(at: range.lowerBound, byteCount: size)
        if type == Message.continuation {
          blocks.append((try message.size(UInt64.self), try message.size(UInt64.self)))
        } else {
          try read(&message, type, isShared: flags & 2 != 0, &walk)
        }
      }
    }
  }

  private mutating func read(
    _ message: inout ByteReader, _ type: UInt16, isShared: Bool, _ walk: inout HDF5Walk
  ) throws(TensorFileError) {
    switch type {
    case Message.dataspace: shape = try Self.shape(&message, walk)
    case Message.datatype where isShared:
      throw walk.fault(.unsupported(feature: "a shared datatype", name: "a dataset"))
    case Message.datatype: datatype = try HDF5Datatype(&message)
    case Message.layout: layout = try HDF5Layout(&message)
    case Message.filters: isFiltered = true
    case Message.symbolTable:
      symbolTable = SymbolTable(tree: try message.size(UInt64.self), heap: try message.size(UInt64.self))
    case Message.attribute where !isShared:
      if let (name, text) = try HDF5Attribute.text(&message, &walk) { attributes[name] = text }
    default: break
    }
  }

  /// A dataspace's dimensions; nil for a null one (section IV.A.2.b).
  static func shape(_ message: inout ByteReader, _ walk: HDF5Walk) throws(TensorFileError) -> [Int]? {
    let start = message.offset
    let version = try message.byte()
    let rank = Int(try message.byte())
    _ = try message.byte()
    switch version {
    case 1: _ = try message.range(5)
    case 2: if try message.byte() == 2 { return nil }
    default: throw walk.fault(.damaged(structure: "a dataspace", offset: start))
    }
    var shape: [Int] = []
    for _ in 0..<rank { shape.append(try message.size(UInt64.self)) }
    return shape
  }

  /// The dataset; nil where the object is none.
  ///
  /// - Throws: `HDF5Fault.unsupported` for other numbers than `ScalarType` has, chunks and filters.
  func tensor(named name: String, _ walk: HDF5Walk) throws(TensorFileError) -> StoredTensor? {
    guard let shape, let layout else { return nil }
    guard let scalarType = datatype?.scalarType else {
      throw walk.fault(.unsupported(feature: "elements that are no plain numbers", name: name))
    }
    guard !isFiltered else { throw walk.fault(.unsupported(feature: "compression", name: name)) }
    let byteCount = try StoredTensor.byteCount(scalarType, shape)
    guard let range = layout.range(byteCount: byteCount) else {
      throw walk.fault(.unsupported(feature: "storage in chunks or nowhere", name: name))
    }
    guard range.upperBound <= walk.data.count else {
      throw .truncated(file: walk.file, offset: range.lowerBound, byteCount: byteCount)
    }
    return try StoredTensor(scalarType: scalarType, shape: shape, data: walk.data.rebased(range))
  }
}
