import FoundationEssentials
import TensorFiles
import Testing

/// Pickles that Python would never write, in a file of the legacy format.
@Suite struct PickleTests {
  /// A legacy file whose object is this pickle, followed by these bytes.
  private func file(_ object: [UInt8], after: [UInt8] = [0x80, 2, UInt8(ascii: "]"), UInt8(ascii: ".")]) -> Data {
    let magic: [UInt8] = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E]
    let version: [UInt8] = [0x80, 2, 0x4D, 0xE9, 3, 0x2E]
    let machine: [UInt8] = [0x80, 2, 0x7D, 0x2E]
    return Data(magic + version + machine + object + after)
  }

  private func pickle(_ text: String) -> [UInt8] { Array(text.unicodeScalars.map { UInt8($0.value) }) }

  private func fault(_ object: [UInt8]) throws -> PickleFault? {
    let error = try #require(throws: TensorFileError.self) { try TorchFile.tensors(file(object), file: "f") }
    guard case .pickle("f", _, let fault) = error else { return nil }
    return fault
  }

  @Test(
    arguments: [
      ("cos\nsystem\n(S'ls'\ntR.", .forbiddenGlobal("os.system")),
      ("c__builtin__\neval\n)R.", .forbiddenGlobal("__builtin__.eval")),
      ("\u{8C}\u{2}os\u{8C}\u{6}system\u{93})R.", .forbiddenGlobal("os.system")),
      ("(ios\nsystem\n.", .forbiddenGlobal("os.system")),
      ("(icollections\nOrderedDict\n.", .forbiddenInstruction("INST")),
      ("(ccollections\nOrderedDict\no.", .forbiddenInstruction("OBJ")),
      ("ccollections\nOrderedDict\n)\u{81}.", .forbiddenInstruction("NEWOBJ")),
      ("ccollections\nOrderedDict\n)}\u{92}.", .forbiddenInstruction("NEWOBJ_EX")),
      ("ctorch\nload\n)R.", .forbiddenGlobal("torch.load")),
      ("ctorch._utils\n_rebuild_tensor_v2\n}b.", .unexpectedOperand(instruction: "BUILD")),
      ("ctorch._utils\n_rebuild_tensor_v2\n)R.", .unexpectedArguments(of: "torch._utils._rebuild_tensor_v2")),
      ("ctorch\nFloatStorage\n)R.", .unexpectedArguments(of: "torch.FloatStorage")),
      ("K\u{1})R.", .unexpectedOperand(instruction: "REDUCE")),
      ("ccollections\nOrderedDict\nNR.", .unexpectedOperand(instruction: "REDUCE")),
      ("\u{82}\u{1}.", .forbiddenInstruction("EXT1")),
      ("Pname\n.", .forbiddenInstruction("PERSID")),
      ("K\u{1}Q.", .unexpectedOperand(instruction: "BINPERSID")),
      ("\u{97}.", .forbiddenInstruction("NEXT_BUFFER")),
      ("\u{8F}.", .forbiddenInstruction("EMPTY_SET")),
      ("\u{FF}.", .unknownInstruction(0xFF)),
      (".", .unexpectedOperand(instruction: "STOP")),
      ("0.", .unexpectedOperand(instruction: "POP")),
      ("1.", .unexpectedOperand(instruction: "POP_MARK")),
      ("K\u{1}(0.", .unexpectedOperand(instruction: "POP")),
      ("K\u{1}(\u{85}.", .unexpectedOperand(instruction: "TUPLE1")),
      ("t.", .unexpectedOperand(instruction: "TUPLE")),
      ("K\u{1}a.", .unexpectedOperand(instruction: "APPEND")),
      ("}(K\u{1}u.", .unexpectedOperand(instruction: "SETITEMS")),
      ("NK\u{1}K\u{1}s.", .unexpectedOperand(instruction: "SETITEM")),
      ("h\u{7}.", .unknownMemo(7)),
      ("j\u{FF}\u{FF}\u{FF}\u{FF}.", .unknownMemo(0xFFFF_FFFF)),
      ("q\u{0}.", .unexpectedOperand(instruction: "BINPUT")),
      ("U\u{1}\u{FF}.", .invalidText),
    ] as [(String, PickleFault)])
  func refuses(text: String, expected: PickleFault) throws {
    #expect(try fault(pickle(text)) == expected)
  }

  @Test(arguments: [
    "X\u{FF}\u{FF}\u{FF}\u{7F}", "\u{8D}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}", "cos", "M\u{1}",
  ])
  func refusesLengthsPastTheEnd(text: String) throws {
    let error = try #require(throws: TensorFileError.self) {
      try TorchFile.tensors(file(pickle(text), after: []), file: "f")
    }
    guard case .truncated("f", _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func aMillionNestedTuplesCostNoRecursion() throws {
    let nested = pickle("N") + [UInt8](repeating: 0x85, count: 1_000_000) + pickle(".")
    let error = TensorFileError.torch(file: "f", .noStateDict(keys: []))
    #expect(throws: error) { try TorchFile.tensors(file(nested), file: "f") }
    let loop = pickle("}q\u{0}X\u{5}\u{0}\u{0}\u{0}modelh\u{0}s.")
    #expect(throws: TensorFileError.torch(file: "f", .noStateDict(keys: ["model"]))) {
      try TorchFile.tensors(file(loop), file: "f")
    }
  }

  @Test func endlessPicklesAreCutShort() throws {
    let limit = 2_000_000
    let expected = PickleFault.tooManyInstructions(limit: limit)
    #expect(try fault([UInt8](repeating: UInt8(ascii: "N"), count: limit + 1)) == expected)
    #expect(try fault(pickle("]") + [UInt8](repeating: 0x94, count: limit)) == expected)
    #expect(try fault([UInt8](repeating: UInt8(ascii: "("), count: limit + 1)) == expected)
    #expect(try fault(pickle("]") + [UInt8](repeating: 0x32, count: limit)) == expected)
  }

  // MARK: - Tensors that do not fit their storage

  /// A dictionary with the tensor `w` of 4 floats in storage `0`.
  private func tensor(offset: Int32, shape: [Int32], strides: [Int32], count: Int32 = 4) -> Data {
    func integer(_ value: Int32) -> [UInt8] { pickle("J") + withUnsafeBytes(of: value.littleEndian) { Array($0) } }
    func tuple(_ values: [Int32]) -> [UInt8] { pickle("(") + values.flatMap(integer) + pickle("t") }
    var object = pickle("\u{80}\u{2}}X\u{1}\u{0}\u{0}\u{0}wctorch._utils\n_rebuild_tensor_v2\n(")
    object += pickle(
      "(X\u{7}\u{0}\u{0}\u{0}storagectorch\nFloatStorage\nX\u{1}\u{0}\u{0}\u{0}0X\u{3}\u{0}\u{0}\u{0}cpu")
    object += integer(count) + pickle("NtQ") + integer(offset) + tuple(shape) + tuple(strides)
    object += pickle("\u{89}ccollections\nOrderedDict\n)RtRs.")
    let keys = pickle("\u{80}\u{2}]X\u{1}\u{0}\u{0}\u{0}0a.")
    let values = [1, 2, 3, 4].flatMap { (value: Float) in withUnsafeBytes(of: value) { Array($0) } }
    return file(object, after: keys + [4, 0, 0, 0, 0, 0, 0, 0] + values)
  }

  @Test func windowsOnAStorage() throws {
    for (offset, shape, strides, expected) in [
      (0, [4], [1], [1, 2, 3, 4]), (1, [2], [2], [2, 4]), (0, [2, 2], [1, 2], [1, 3, 2, 4]), (3, [], [], [4]),
      (2, [2, 2], [0, 1], [3, 4, 3, 4]), (0, [1, 4], [99, 1], [1, 2, 3, 4]), (9, [0], [1], []),
      (0, [2, 1], [1, 2_147_483_647], [1, 2]),
      (0, [0, 2_147_483_647, 2_147_483_647, 2_147_483_647], [1, 1, 1, 1], []),
    ] as [(Int32, [Int32], [Int32], [Float])] {
      let tensors = try TorchFile.tensors(tensor(offset: offset, shape: shape, strides: strides), file: "f")
      #expect(tensors["w"]?.floats() == expected)
      #expect(tensors["w"]?.shape == shape.map(Int.init))
    }
  }

  @Test func windowsPastAStorage() {
    for (offset, shape, strides) in [
      (0, [5], [1]), (4, [], []), (1, [4], [1]), (0, [2], [4]), (0, [.max, .max, .max], [.max, .max, .max]),
      (.max, [1], [1]), (0, [.max, .max, .max], [0, 0, 0]),
    ] as [(Int32, [Int32], [Int32])] {
      #expect(throws: TensorFileError.torch(file: "f", .outOfStorage(tensor: "w"))) {
        try TorchFile.tensors(tensor(offset: offset, shape: shape, strides: strides), file: "f")
      }
    }
  }

  @Test func expansionHasABudget() {
    #expect(throws: TensorFileError.torch(file: "f", .expandsTooMuch(limit: 64 << 20, tensor: "w"))) {
      try TorchFile.tensors(tensor(offset: 0, shape: [16 << 20, 2], strides: [0, 1]), file: "f")
    }
  }

  @Test func aStorageOfAnotherLength() {
    #expect(throws: TensorFileError.torch(file: "f", .storageByteCount(expected: 20, found: 16, key: "0"))) {
      try TorchFile.tensors(tensor(offset: 0, shape: [4], strides: [1], count: 5), file: "f")
    }
  }

  @Test func negativeNumbersAreNoSizes() throws {
    for bytes in [tensor(offset: -1, shape: [1], strides: [1]), tensor(offset: 0, shape: [-1], strides: [1])] {
      let error = try #require(throws: TensorFileError.self) { try TorchFile.tensors(bytes, file: "f") }
      guard case .pickle("f", _, .unexpectedArguments("torch._utils._rebuild_tensor_v2")) = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }
}
