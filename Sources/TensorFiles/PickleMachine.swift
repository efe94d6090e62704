import FoundationEssentials

/// What a pickle describes.
struct Pickle {
  /// The value that the pickle as a whole stands for.
  let root: PickleValue
  /// What that value refers to.
  let heap: PickleHeap
}

/// Runs the part of Python's pickle machine that state dicts are written with, and nothing else.
///
/// Nothing that a pickle names is ever executed: a handful of globals (`PickleGlobal`) stand for what this machine does
/// itself, and any other global or instruction ends the reading with its name.
struct PickleMachine {
  /// The most instructions that are run; a state dict takes about 40 a tensor.
  static let instructionLimit = 2_000_000

  var reader: ByteReader
  var heap = PickleHeap()
  var memo: [Int: PickleValue] = [:]
  private var stack: [PickleValue] = []
  private var marks: [Int] = []
  /// Where the instruction that is being run starts.
  private var start = 0

  /// Runs the pickle at the reader's place and steps over it.
  ///
  /// - Throws: `TensorFileError.pickle` or `.truncated`.
  static func run(_ reader: inout ByteReader) throws(TensorFileError) -> Pickle {
    var machine = PickleMachine(reader: reader)
    let root = try machine.run()
    reader = machine.reader
    return Pickle(root: root, heap: machine.heap)
  }

  private init(reader: ByteReader) {
    self.reader = reader
  }

  private mutating func run() throws(TensorFileError) -> PickleValue {
    for _ in 0..<Self.instructionLimit {
      start = reader.offset
      let byte = try reader.byte()
      guard let instruction = PickleInstruction(rawValue: byte) else { throw fault(.unknownInstruction(byte)) }
      if instruction == .stop { return try pop(for: .stop) }
      try perform(instruction)
    }
    throw fault(.tooManyInstructions(limit: Self.instructionLimit))
  }

  /// An error at the instruction that is being run.
  func fault(_ fault: PickleFault) -> TensorFileError {
    .pickle(file: reader.file, offset: start, fault)
  }

  // MARK: - Stack

  /// Puts a value on the stack.
  mutating func push(_ value: PickleValue) {
    stack.append(value)
  }

  /// The value on top of the stack, which stays there.
  func top(for instruction: PickleInstruction) throws(TensorFileError) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.last else {
      throw fault(.unexpectedOperand(instruction: instruction.name))
    }
    return value
  }

  /// Takes the value on top of the stack.
  mutating func pop(for instruction: PickleInstruction) throws(TensorFileError) -> PickleValue {
    let value = try top(for: instruction)
    stack.removeLast()
    return value
  }

  /// Takes the `count` values on top of the stack, the lowest first.
  mutating func pop(_ count: Int, for instruction: PickleInstruction) throws(TensorFileError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw fault(.unexpectedOperand(instruction: instruction.name))
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  /// Remembers the height of the stack.
  mutating func mark() {
    marks.append(stack.count)
  }

  /// Takes everything above the last mark, and the mark.
  mutating func popMark(for instruction: PickleInstruction) throws(TensorFileError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw fault(.unexpectedOperand(instruction: instruction.name)) }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }
}
