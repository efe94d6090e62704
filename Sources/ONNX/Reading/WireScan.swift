/// Walks the protobuf wire format of a model without decoding it, to tell how much of it is tensor values.
///
/// A few bytes of structure can decode into objects a hundred times their size, whereas tensor values decode into as many
/// bytes as they have; so only the former need a tight limit before decoding.
struct WireScan {
  /// What the scan found wrong.
  enum Failure: Error {
    case truncated(offset: Int)
    case invalid(offset: Int)
  }

  private let bytes: UnsafeRawBufferPointer

  /// The number of bytes of tensor values (`ModelProto.graph.initializer.raw_data` and `.float_data`).
  static func tensorBytes(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Int {
    try WireScan(bytes: bytes).payload(0..<bytes.count, path: [7, 5])
  }

  /// Payload bytes in the message at `range`, whose fields named by `path` lead down to a tensor.
  private func payload(_ range: Range<Int>, path: ArraySlice<UInt64>) throws(Failure) -> Int {
    var offset = range.lowerBound
    var sum = 0
    while offset < range.upperBound {
      let tag = try varint(&offset, range.upperBound)
      switch tag & 7 {
      case 0: _ = try varint(&offset, range.upperBound)
      case 1: try skip(8, &offset, range.upperBound)
      case 5: try skip(4, &offset, range.upperBound)
      case 2:
        let start = offset
        let length = try varint(&offset, range.upperBound)
        guard let count = Int(exactly: length) else { throw .invalid(offset: start) }
        let body = offset
        try skip(count, &offset, range.upperBound)
        if let wanted = path.first {
          if tag >> 3 == wanted { sum += try payload(body..<offset, path: path.dropFirst()) }
        } else if tag >> 3 == 9 || tag >> 3 == 4 {
          sum += count
        }
      default: throw .invalid(offset: offset)
      }
    }
    return sum
  }

  private func skip(_ count: Int, _ offset: inout Int, _ end: Int) throws(Failure) {
    guard count <= end - offset else { throw .truncated(offset: offset) }
    offset += count
  }

  private func varint(_ offset: inout Int, _ end: Int) throws(Failure) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      guard offset < end else { throw .truncated(offset: offset) }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw .invalid(offset: offset)
  }
}
