import FoundationEssentials

// MARK: - Instructions

extension PickleMachine {
  /// Runs one instruction; its operands follow in the reader.
  mutating func perform(_ instruction: PickleInstruction) throws(TensorFileError) {
    switch instruction {
    case .mark, .pop, .popMark, .dup, .proto, .frame: try performStack(instruction)
    case .binget, .longBinget, .binput, .longBinput, .memoize: try performMemo(instruction)
    case .none, .newtrue, .newfalse, .binint, .binint1, .binint2, .long1, .long4, .binfloat:
      push(try scalar(instruction))
    case .binstring, .shortBinstring, .binunicode, .shortBinunicode, .binunicode8:
      push(.string(try text(instruction)))
    case .binbytes, .shortBinbytes, .binbytes8:
      _ = try reader.range(try length(instruction))
      push(.opaque)
    case .emptyTuple, .tuple, .tuple1, .tuple2, .tuple3: try performTuple(instruction)
    case .emptyList, .list, .append, .appends: try performList(instruction)
    case .emptyDict, .dict, .setitem, .setitems: try performDictionary(instruction)
    case .global, .inst, .stackGlobal: push(.global(try global(instruction)))
    case .reduce: try performReduce()
    case .build: try performBuild()
    case .binpersid: push(try storage(try pop(for: instruction)))
    default: throw fault(.forbiddenInstruction(instruction.name))
    }
  }

  private mutating func performStack(_ instruction: PickleInstruction) throws(TensorFileError) {
    switch instruction {
    case .mark: mark()
    case .pop: _ = try pop(for: instruction)
    case .popMark: _ = try popMark(for: instruction)
    case .dup: push(try top(for: instruction))
    case .proto: _ = try reader.byte()
    default: _ = try reader.integer(UInt64.self)
    }
  }

  private mutating func performMemo(_ instruction: PickleInstruction) throws(TensorFileError) {
    switch instruction {
    case .memoize: memo[memo.count] = try top(for: instruction)
    case .binput: memo[try reader.size(UInt8.self)] = try top(for: instruction)
    case .longBinput: memo[try reader.size(UInt32.self)] = try top(for: instruction)
    default:
      let index = instruction == .binget ? try reader.size(UInt8.self) : try reader.size(UInt32.self)
      guard let value = memo[index] else { throw fault(.unknownMemo(index)) }
      push(value)
    }
  }

  // MARK: - Plain values

  private mutating func scalar(_ instruction: PickleInstruction) throws(TensorFileError) -> PickleValue {
    switch instruction {
    case .newtrue: .bool(true)
    case .newfalse: .bool(false)
    case .binint: .integer(Int(try reader.integer(Int32.self)))
    case .binint1: .integer(try reader.size(UInt8.self))
    case .binint2: .integer(try reader.size(UInt16.self))
    case .long1: try long(try reader.size(UInt8.self))
    case .long4: try long(try reader.size(UInt32.self))
    case .binfloat: .float(Double(bitPattern: try reader.integer(UInt64.self).byteSwapped))
    default: .none
    }
  }

  /// A little-endian two's complement integer of `count` bytes.
  private mutating func long(_ count: Int) throws(TensorFileError) -> PickleValue {
    let bytes = try reader.bytes(count)
    guard count <= 8 else { return .long(Array(bytes)) }
    let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let unused = 64 - 8 * count
    return .integer(count == 0 ? 0 : Int(Int64(bitPattern: bits << unused) >> unused))
  }

  /// The number of bytes of the string that follows.
  private mutating func length(_ instruction: PickleInstruction) throws(TensorFileError) -> Int {
    switch instruction {
    case .shortBinstring, .shortBinunicode, .shortBinbytes: try reader.size(UInt8.self)
    case .binunicode8, .binbytes8: try reader.size(UInt64.self)
    default: try reader.size(UInt32.self)
    }
  }

  private mutating func text(_ instruction: PickleInstruction) throws(TensorFileError) -> String {
    let bytes = try reader.bytes(try length(instruction))
    guard let text = String(validating: bytes, as: UTF8.self) else { throw fault(.invalidText) }
    return text
  }

  // MARK: - Containers

  private mutating func performTuple(_ instruction: PickleInstruction) throws(TensorFileError) {
    let elements =
      switch instruction {
      case .tuple: try popMark(for: instruction)
      case .tuple1: try pop(1, for: instruction)
      case .tuple2: try pop(2, for: instruction)
      case .tuple3: try pop(3, for: instruction)
      default: [PickleValue]()
      }
    push(.tuple(heap.add(elements, to: \.tuples)))
  }

  private mutating func performList(_ instruction: PickleInstruction) throws(TensorFileError) {
    switch instruction {
    case .emptyList: push(.list(heap.add([], to: \.lists)))
    case .list: push(.list(heap.add(try popMark(for: instruction), to: \.lists)))
    default:
      let elements = instruction == .append ? try pop(1, for: instruction) : try popMark(for: instruction)
      guard case .list(let list) = try top(for: instruction) else {
        throw fault(.unexpectedOperand(instruction: instruction.name))
      }
      heap.lists[list] += elements
    }
  }

  private mutating func performDictionary(_ instruction: PickleInstruction) throws(TensorFileError) {
    switch instruction {
    case .emptyDict: push(.dictionary(heap.add([], to: \.dictionaries)))
    case .dict:
      let items = try pairs(try popMark(for: instruction), for: instruction)
      push(.dictionary(heap.add(items, to: \.dictionaries)))
    default:
      let elements = instruction == .setitem ? try pop(2, for: instruction) : try popMark(for: instruction)
      let items = try pairs(elements, for: instruction)
      guard case .dictionary(let dictionary) = try top(for: instruction) else {
        throw fault(.unexpectedOperand(instruction: instruction.name))
      }
      heap.dictionaries[dictionary] += items
    }
  }

  /// Key, value, key, value, … as pairs.
  private func pairs(
    _ elements: [PickleValue], for instruction: PickleInstruction
  ) throws(TensorFileError) -> [(key: PickleValue, value: PickleValue)] {
    guard elements.count.isMultiple(of: 2) else {
      throw fault(.unexpectedOperand(instruction: instruction.name))
    }
    return stride(from: 0, to: elements.count, by: 2).map { (elements[$0], elements[$0 + 1]) }
  }
}
