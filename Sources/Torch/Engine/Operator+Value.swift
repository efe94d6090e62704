import CTorch
public import TensorFiles

extension Operator {
  /// An argument or a result of an operator.
  public enum Value: Sendable {
    /// None, or an undefined tensor.
    case none
    /// As an argument: the schema's default.
    case standard
    /// A tensor.
    case tensor(Tensor)
    /// A list of tensors.
    case tensors([Tensor])
    /// A list in which a tensor may be absent, as indexing takes it.
    case optionalTensors([Tensor?])
    /// An integer; also a scalar.
    case int(Int)
    /// Integers, such as a shape.
    case ints([Int])
    /// A floating-point number; also a scalar.
    case double(Double)
    /// Floating-point numbers.
    case doubles([Double])
    /// A truth value.
    case bool(Bool)
    /// Truth values.
    case bools([Bool])
    /// A text, such as a rounding mode.
    case string(String)
    /// An element type.
    case scalarType(ScalarType)
    /// A device.
    case device(Device)
    /// A memory format.
    case memoryFormat(MemoryFormat)
    /// A source of random numbers.
    case generator(Generator)

    /// A tensor that may be absent.
    public static func optional(_ tensor: Tensor?) -> Value { tensor.map { .tensor($0) } ?? .none }
    /// An element type that may be absent.
    public static func optional(_ type: ScalarType?) -> Value { type.map { .scalarType($0) } ?? .none }
    /// A generator that may be absent, so that the device's default one is used.
    public static func optional(_ generator: Generator?) -> Value { generator.map { .generator($0) } ?? .none }
    /// An integer that may be absent.
    public static func optional(_ int: Int?) -> Value { int.map { .int($0) } ?? .none }
    /// A floating-point number that may be absent.
    public static func optional(_ double: Double?) -> Value { double.map { .double($0) } ?? .none }
  }
}

// MARK: - Literals

extension Operator.Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral
{
  /// An integer.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A floating-point number.
  public init(floatLiteral value: Double) { self = .double(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Integers.
  public init(arrayLiteral elements: Int...) { self = .ints(elements) }
}

// MARK: - To and from the engine

/// Memory for the lists and texts of one call's arguments, handed out from front to back.
struct Arena {
  private let storage: UnsafeMutableBufferPointer<UInt64>
  private var used = 0

  init(_ storage: UnsafeMutableBufferPointer<UInt64>) { self.storage = storage }

  /// Room for `elements`, in words of eight bytes, with them in it.
  mutating func store<Element>(_ elements: some Collection<Element>) -> UnsafePointer<Element>? {
    let stride = MemoryLayout<UInt64>.stride
    let words = (elements.count * MemoryLayout<Element>.stride + stride - 1) / stride
    let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(storage)[(used * stride)...])
    used += words
    let typed = room.bindMemory(to: Element.self)
    _ = typed.initialize(from: elements)
    return UnsafePointer(typed.baseAddress)
  }
}

extension Operator.Value {
  /// The words of eight bytes that `lowered` takes from the arena.
  var wordCount: Int {
    switch self {
    case .tensors(let list): list.count
    case .optionalTensors(let list): list.count
    case .ints(let list): list.count
    case .doubles(let list): list.count
    case .bools(let list): list.count
    case .string(let text): text.utf8.count / MemoryLayout<UInt64>.stride + 1
    default: 0
    }
  }

  /// The value as the engine takes it, good as long as the arena and this value.
  func lowered(into arena: inout Arena) -> ct_value {
    switch self {
    case .none: ct_value()
    case .standard: ct_value(tag: CT_DEFAULT, count: 0, data: .init())
    case .tensor(let tensor): ct_value(tag: CT_TENSOR, count: 0, data: .init(tensor: tensor.handle))
    case .tensors(let list):
      ct_value(
        tag: CT_TENSOR_LIST, count: Int32(list.count), data: .init(tensors: arena.store(list.map { $0.handle })))
    case .optionalTensors(let list):
      ct_value(
        tag: CT_TENSOR_LIST, count: Int32(list.count), data: .init(tensors: arena.store(list.map { $0?.handle })))
    case .int(let number): ct_value(CT_INT, Int64(number))
    case .ints(let list):
      ct_value(
        tag: CT_INT_LIST, count: Int32(list.count), data: .init(integers: arena.store(list.lazy.map(Int64.init))))
    case .double(let number): ct_value(tag: CT_DOUBLE, count: 0, data: .init(number: number))
    case .doubles(let list):
      ct_value(tag: CT_DOUBLE_LIST, count: Int32(list.count), data: .init(numbers: arena.store(list)))
    case .bool(let flag): ct_value(CT_BOOLEAN, flag ? 1 : 0)
    case .bools(let list):
      ct_value(
        tag: CT_BOOLEAN_LIST, count: Int32(list.count),
        data: .init(integers: arena.store(list.lazy.map { $0 ? Int64(1) : 0 })))
    case .string(let text):
      ct_value(tag: CT_STRING, count: 0, data: .init(string: arena.store(text.utf8CString)))
    case .scalarType(let type): ct_value(CT_INT, Int64(type.code.rawValue))
    case .device(let device): ct_value(tag: CT_DEVICE, count: 0, data: .init(device: device.lowered))
    case .memoryFormat(let format): ct_value(CT_INT, Int64(format.lowered.rawValue))
    case .generator(let generator): ct_value(tag: CT_GENERATOR, count: 0, data: .init(generator: generator.handle))
    }
  }

  /// Takes what a result holds.
  init(taking value: inout ct_value, _ engine: Engine) {
    defer { engine.table.pointee.value_release(&value) }
    switch value.tag {
    case CT_TENSOR: self = Tensor(taking: &value, engine).map { .tensor($0) } ?? .none
    case CT_TENSOR_LIST:
      let handles = UnsafeBufferPointer(start: value.data.tensors, count: Int(value.count))
      self = .tensors(handles.compactMap { $0.flatMap { Tensor(retaining: $0, engine) } })
    case CT_INT: self = .int(Int(value.data.integer))
    case CT_INT_LIST:
      self = .ints(UnsafeBufferPointer(start: value.data.integers, count: Int(value.count)).map { Int($0) })
    case CT_DOUBLE: self = .double(value.data.number)
    case CT_BOOLEAN: self = .bool(value.data.integer != 0)
    case CT_DEVICE: self = .device(Device(value.data.device))
    default: self = .none
    }
  }

  /// The shapes of the tensors that it holds, for an error's sentence; at most eight of a list.
  var shapes: [[Int]] {
    switch self {
    case .tensor(let tensor): [tensor.shape]
    case .tensors(let list): list.prefix(8).map(\.shape)
    case .optionalTensors(let list): list.prefix(8).compactMap { $0?.shape }
    default: []
    }
  }
}

extension ct_value {
  fileprivate init(_ tag: ct_tag, _ integer: Int64) {
    self.init(tag: tag, count: 0, data: .init(integer: integer))
  }
}
