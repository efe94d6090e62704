import FoundationEssentials

/// The type of a dataset's or attribute's elements (section IV.A.2.d).
struct HDF5Datatype {
  /// What the elements are.
  enum Kind {
    case number(ScalarType)
    /// A string of as many bytes as an element has.
    case text
    /// A string in the global heap.
    case variableText
    case other
  }

  let kind: Kind
  /// The bytes of one element.
  let byteCount: Int

  /// The type as that of a tensor; nil where it is none.
  var scalarType: ScalarType? {
    guard case .number(let type) = kind else { return nil }
    return type
  }

  /// Reads a type's fields; those of strings have none that matter.
  init(_ message: inout ByteReader) throws(TensorFileError) {
    let classAndVersion = try message.byte()
    let bits = [try message.byte(), try message.byte(), try message.byte()]
    byteCount = try message.size(UInt32.self)
    let isBigEndian = bits[0] & 1 != 0
    switch classAndVersion & 0x0F {
    case 0 where !isBigEndian:
      let integers: [Int: ScalarType] = bits[0] & 8 == 0 ? [1: .uint8] : [1: .int8, 2: .int16, 4: .int32, 8: .int64]
      kind = integers[byteCount].map(Kind.number) ?? .other
    case 1 where !isBigEndian:
      // Bit offset, precision, and where the exponent stands; then its size and the mantissa's.
      _ = try message.range(5)
      let exponentBits = try message.byte()
      _ = try message.byte()
      let mantissaBits = try message.byte()
      kind =
        switch (byteCount, exponentBits, mantissaBits) {
        case (8, 11, 52): .number(.float64)
        case (4, 8, 23): .number(.float32)
        case (2, 5, 10): .number(.float16)
        case (2, 8, 7): .number(.bfloat16)
        default: .other
        }
    case 3: kind = .text
    case 9 where bits[0] & 0x0F == 1: kind = .variableText
    default: kind = .other
    }
  }
}
