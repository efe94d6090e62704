public import TensorFiles

// MARK: - Constants

extension Tensor {
  /// A tensor of zeros.
  public static func zeros(_ shape: [Int], _ type: ScalarType = .float32, on device: Device = .cpu) throws -> Tensor {
    try Aten.zeros(.ints(shape), .scalarType(type), .none, .device(device))
  }

  /// A tensor of ones.
  public static func ones(_ shape: [Int], _ type: ScalarType = .float32, on device: Device = .cpu) throws -> Tensor {
    try full(shape, 1, type, on: device)
  }

  /// A tensor whose elements are all `value`.
  public static func full(
    _ shape: [Int], _ value: Double, _ type: ScalarType = .float32, on device: Device = .cpu
  ) throws -> Tensor {
    try Aten.full(.ints(shape), .double(value), .scalarType(type), .none, .device(device))
  }

  /// Zeros with this tensor's shape, type, device and memory format.
  public func zerosLike() throws -> Tensor {
    try Aten.zerosLike(.tensor(self), .none, .none, .none, .none, .memoryFormat(.preserve))
  }

  /// The integers from `start` up to, not including, `end`, as int64.
  public static func range(_ start: Int, _ end: Int, by step: Int = 1, on device: Device = .cpu) throws -> Tensor {
    try Aten.arange(.int(start), .int(end), .int(step), .scalarType(.int64), .none, .device(device))
  }

  /// For int64 classes [N], rows [N, classes] that are 1 at the class and else 0, as int64.
  public func oneHot(classes: Int) throws -> Tensor {
    try Aten.oneHot(.tensor(self), .int(classes))
  }
}

// MARK: - Random numbers

extension Tensor {
  /// Numbers from the standard normal distribution.
  ///
  /// - Parameter generator: Where they come from; nil for the device's default generator, which `seed(_:)` seeds.
  public static func normal(
    _ shape: [Int], _ type: ScalarType = .float32, on device: Device = .cpu, from generator: Generator? = nil
  ) throws -> Tensor {
    try Aten.randn(.ints(shape), .optional(generator), .scalarType(type), .none, .device(device))
  }

  /// Numbers spread evenly over 0..<1.
  public static func uniform(
    _ shape: [Int], _ type: ScalarType = .float32, on device: Device = .cpu, from generator: Generator? = nil
  ) throws -> Tensor {
    try Aten.rand(.ints(shape), .optional(generator), .scalarType(type), .none, .device(device))
  }

  /// The integers 0..<count in random order, as int64.
  public static func permutation(_ count: Int, from generator: Generator? = nil) throws -> Tensor {
    try Aten.randperm(.int(count), .optional(generator), .scalarType(.int64), .none, .device(.cpu))
  }
}
