import FoundationEssentials

// MARK: - Values

extension StoredTensor {
  /// The elements as 32-bit floats, in row-major order.
  ///
  /// F16 and BF16 are converted exactly; F64 and the integers are rounded to the nearest float; BOOL gives 0 or 1.
  public func floats() -> [Float] {
    switch scalarType {
    case .float32: values(of: Float.self) { $0 }
    case .float64: values(of: Double.self) { Float($0) }
    case .float16: values(of: Float16.self) { Float($0) }
    case .bfloat16: values(of: UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .int64: values(of: Int64.self) { Float($0) }
    case .int32: values(of: Int32.self) { Float($0) }
    case .int16: values(of: Int16.self) { Float($0) }
    case .int8: values(of: Int8.self) { Float($0) }
    case .uint8: values(of: UInt8.self) { Float($0) }
    case .bool: values(of: UInt8.self) { $0 == 0 ? 0 : 1 }
    }
  }

  /// Reads every element as `Stored` and converts it.
  private func values<Stored: BitwiseCopyable>(of type: Stored.Type, _ convert: (Stored) -> Float) -> [Float] {
    data.withUnsafeBytes { bytes in
      (0..<count).map { convert(bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Stored>.size, as: type)) }
    }
  }
}
