import FoundationEssentials

/// The JSON header of a safetensors file, read strictly: nothing but what the format names, and no name twice.
struct SafetensorsHeader {
  /// What the header says of one tensor.
  struct Entry {
    let name: String
    let scalarType: ScalarType
    let shape: [Int]
    let begin: Int
    let end: Int
  }

  private(set) var metadata: [String: String] = [:]
  private(set) var entries: [Entry] = []

  /// Reads the header's bytes.
  init(_ bytes: Data) throws(SafetensorsFault) {
    var scanner = JSONScanner(bytes)
    var names: Set<String> = []
    var hasMetadata = false
    try scanner.object { (name, scanner) throws(SafetensorsFault) in
      if name == "__metadata__" {
        guard !hasMetadata else { throw .duplicateKey(name) }
        hasMetadata = true
        metadata = try Self.metadata(&scanner)
      } else {
        guard names.insert(name).inserted else { throw .duplicateKey(name) }
        entries.append(try Self.entry(name, &scanner))
      }
    }
    try scanner.expectEnd()
  }

  private static func metadata(_ scanner: inout JSONScanner) throws(SafetensorsFault) -> [String: String] {
    var metadata: [String: String] = [:]
    try scanner.object { (key, scanner) throws(SafetensorsFault) in
      guard metadata.updateValue(try scanner.string(), forKey: key) == nil else { throw .duplicateKey(key) }
    }
    return metadata
  }

  private static func entry(_ name: String, _ scanner: inout JSONScanner) throws(SafetensorsFault) -> Entry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    let start = scanner.offset
    try scanner.object { (key, scanner) throws(SafetensorsFault) in
      switch key {
      case "dtype" where type == nil: type = try scanner.string()
      case "shape" where shape == nil: shape = try scanner.integers()
      case "data_offsets" where offsets == nil: offsets = try scanner.integers()
      case "dtype", "shape", "data_offsets": throw .duplicateKey(key)
      default: throw .malformedHeader(offset: scanner.offset, expected: "dtype, shape or data_offsets")
      }
    }
    guard let type else { throw .missingKey("dtype", tensor: name) }
    guard let shape else { throw .missingKey("shape", tensor: name) }
    guard let offsets else { throw .missingKey("data_offsets", tensor: name) }
    guard let scalarType = ScalarType(rawValue: type) else { throw .unknownScalarType(type, tensor: name) }
    guard offsets.count == 2 else { throw .malformedHeader(offset: start, expected: "two data_offsets") }
    return Entry(name: name, scalarType: scalarType, shape: shape, begin: offsets[0], end: offsets[1])
  }
}
