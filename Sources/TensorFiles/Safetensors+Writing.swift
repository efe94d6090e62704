public import Files
public import FoundationEssentials

// MARK: - Writing

extension Safetensors {
  /// Writes the file so that its name always stands for a whole file.
  ///
  /// Equal content gives equal bytes, and those that the Python package writes: the largest elements first, then by name.
  ///
  /// - Throws: `FileError` if it can't be written; an old file is untouched then.
  public func write(to url: URL) throws(FileError) {
    let sorted = inFileOrder
    try AtomicFile.write(pieces: [header(sorted)] + sorted.map(\.tensor.data), to: url)
  }

  /// The whole file in memory.
  public func encoded() -> Data {
    let sorted = inFileOrder
    return sorted.reduce(into: header(sorted)) { $0 += $1.tensor.data }
  }

  // MARK: - Layout

  private typealias Named = (name: String, tensor: StoredTensor)

  /// The tensors, so sorted that each starts at a multiple of its element size.
  private var inFileOrder: [Named] {
    tensors.map { Named(name: $0.key, tensor: $0.value) }.sorted {
      let (left, right) = ($0.tensor.scalarType.rank, $1.tensor.scalarType.rank)
      return left == right ? $0.name.precedes($1.name) : left < right
    }
  }

  /// The header's length and the header, padded with spaces to a multiple of 8 bytes.
  private func header(_ sorted: [Named]) -> Data {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key.precedes($1.key) }.map { "\($0.key.quoted):\($0.value.quoted)" }
      fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var begin = 0
    for (name, tensor) in sorted {
      let end = begin + tensor.data.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(name.quoted):{\"dtype\":\"\(tensor.scalarType.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(begin),\(end)]}")
      begin = end
    }
    var json = Data("{\(fields.joined(separator: ","))}".utf8)
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) } + json
  }
}

extension ScalarType {
  /// The type's place in the order that the Python package writes.
  fileprivate var rank: Int {
    let order: [ScalarType] = [.int64, .float64, .float32, .int32, .bfloat16, .float16, .int16, .int8, .uint8, .bool]
    return order.firstIndex(of: self) ?? order.count
  }
}

extension String {
  /// Whether the bytes of this string sort before the other's.
  fileprivate func precedes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// The string as JSON.
  fileprivate var quoted: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{08}": text += "\\b"
      case "\u{0C}": text += "\\f"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
