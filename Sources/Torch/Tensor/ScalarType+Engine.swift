import CTorch
import TensorFiles

extension ScalarType {
  /// LibTorch's number for the type.
  var code: ct_scalar_type {
    switch self {
    case .float64: CT_FLOAT64
    case .float32: CT_FLOAT32
    case .float16: CT_FLOAT16
    case .bfloat16: CT_BFLOAT16
    case .int64: CT_INT64
    case .int32: CT_INT32
    case .int16: CT_INT16
    case .int8: CT_INT8
    case .uint8: CT_UINT8
    case .bool: CT_BOOL
    }
  }

  /// The type that has LibTorch's number, if it is one of ours.
  init?(code: Int32) {
    let types: [ScalarType] = [
      .float32, .float64, .float16, .bfloat16, .int64, .int32, .int16, .int8, .uint8, .bool,
    ]
    guard let type = types.first(where: { $0.code.rawValue == code }) else { return nil }
    self = type
  }
}
