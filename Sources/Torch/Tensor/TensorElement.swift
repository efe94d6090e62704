public import TensorFiles

/// A Swift type that can be an element of a tensor.
public protocol TensorElement: BitwiseCopyable, Sendable {
  /// The element type of a tensor of such elements.
  static var scalarType: ScalarType { get }
}

extension Float: TensorElement {
  /// 32-bit floating point.
  public static var scalarType: ScalarType { .float32 }
}

extension Double: TensorElement {
  /// 64-bit floating point.
  public static var scalarType: ScalarType { .float64 }
}

extension Int64: TensorElement {
  /// 64-bit integers.
  public static var scalarType: ScalarType { .int64 }
}

extension Int: TensorElement {
  /// 64-bit integers.
  public static var scalarType: ScalarType { .int64 }
}

extension Int32: TensorElement {
  /// 32-bit integers.
  public static var scalarType: ScalarType { .int32 }
}

extension UInt8: TensorElement {
  /// 8-bit integers without sign.
  public static var scalarType: ScalarType { .uint8 }
}

extension Bool: TensorElement {
  /// Truth values.
  public static var scalarType: ScalarType { .bool }
}
