import FoundationEssentials

// What is read out of the generated messages.

extension Onnx_TensorProto {
  /// The number of bytes of one element in `raw_data`, or nil for a type that Hilum does not read.
  var elementWidth: Int? {
    switch DataType(rawValue: Int(dataType)) {
    case .uint8, .int8, .bool: 1
    case .float16, .bfloat16: 2
    case .float, .int32: 4
    case .int64: 8
    default: nil
    }
  }

  /// The number of bytes that the stored values would have in `raw_data`, whichever field they stand in.
  var storedBytes: Int {
    let width = elementWidth ?? 0
    return rawData.count + floatData.count * 4 + int32Data.count * width + int64Data.count * 8
  }

  /// The values of a tensor of 32-bit floats.
  var floats: [Float]? {
    guard dataType == Int32(DataType.float.rawValue) else { return nil }
    if rawData.isEmpty { return floatData }
    return rawData.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { index in
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
      }
    }
  }
}

extension Onnx_ValueInfoProto {
  /// The extent of each dimension, -1 for one of any size.
  var shape: [Int] {
    type.tensorType.shape.dim.map { dimension in
      if case .dimValue(let extent)? = dimension.value { Int(extent) } else { -1 }
    }
  }
}
