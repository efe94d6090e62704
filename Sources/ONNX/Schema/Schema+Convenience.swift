import FoundationEssentials

// Short ways to make the generated messages that Hilum writes.

extension Onnx_AttributeProto {
  static func int(_ name: String, _ value: Int) -> Self {
    var attribute = Self()
    attribute.name = name
    attribute.type = .int
    attribute.i = Int64(value)
    return attribute
  }

  static func float(_ name: String, _ value: Float) -> Self {
    var attribute = Self()
    attribute.name = name
    attribute.type = .float
    attribute.f = value
    return attribute
  }

  static func string(_ name: String, _ value: String) -> Self {
    var attribute = Self()
    attribute.name = name
    attribute.type = .string
    attribute.s = Data(value.utf8)
    return attribute
  }

  static func ints(_ name: String, _ values: [Int]) -> Self {
    var attribute = Self()
    attribute.name = name
    attribute.type = .ints
    attribute.ints = values.map(Int64.init)
    return attribute
  }
}

extension Onnx_TensorProto {
  init(_ tensor: FloatTensor, name: String) {
    self.init()
    self.name = name
    dataType = Int32(DataType.float.rawValue)
    dims = tensor.shape.map(Int64.init)
    rawData = littleEndianData(tensor.values)
  }

  /// A vector of 64-bit integers.
  init(_ integers: [Int], name: String) {
    self.init()
    self.name = name
    dataType = Int32(DataType.int64.rawValue)
    dims = [Int64(integers.count)]
    rawData = integers.map { Int64($0).littleEndian }.withUnsafeBytes { Data($0) }
  }
}

extension Onnx_ValueInfoProto {
  /// A float tensor `[N, …shape]`.
  init(_ value: Value) {
    self.init()
    name = value.name
    var batch = Onnx_TensorShapeProto.Dimension()
    batch.dimParam = "N"
    let sample = value.shape.map { extent in
      var dimension = Onnx_TensorShapeProto.Dimension()
      dimension.dimValue = Int64(extent)
      return dimension
    }
    type.tensorType.elemType = Int32(Onnx_TensorProto.DataType.float.rawValue)
    type.tensorType.shape.dim = [batch] + sample
  }
}

extension Onnx_OperatorSetIdProto {
  init(domain: String, version: Int) {
    self.init()
    self.domain = domain
    self.version = Int64(version)
  }
}

extension Onnx_StringStringEntryProto {
  init(key: String, value: String) {
    self.init()
    self.key = key
    self.value = value
  }
}

/// The bytes of `values`, least significant first, as ONNX stores them.
func littleEndianData(_ values: [Float]) -> Data {
  #if _endian(little)
    return values.withUnsafeBytes { Data($0) }
  #else
    return values.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
  #endif
}
