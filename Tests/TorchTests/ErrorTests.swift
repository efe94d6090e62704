import Testing
import Torch

extension TorchTests {
  @Suite struct ErrorTests {
    @Test func shapesThatDoNotFitAreThrownWithOperatorAndShapes() throws {
      let a = try Tensor.zeros([2, 3])
      let b = try Tensor.zeros([4, 5])
      let error = try #require(throws: TorchError.self) { try a.matmul(b) }
      guard case .shapeMismatch("aten::matmul", [[2, 3], [4, 5]], _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(
        error.description
          == "shape mismatch in aten::matmul, [2, 3] and [4, 5]: "
          + "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)")
    }

    @Test func argumentsThatDoNotFitTheSchemaAreNamed() throws {
      let relu = Operator("aten::relu")
      let missing = try #require(throws: TorchError.self) { try relu() }
      #expect(missing.description == "aten::relu: argument 'self' of aten::relu is missing")
      let wrong = try #require(throws: TorchError.self) { try relu(3) }
      #expect(wrong.description == "aten::relu: argument 'self' of aten::relu must be Tensor")
      let many = try #require(throws: TorchError.self) { try relu(.tensor(.zeros([1])), 1) }
      #expect(many.description == "aten::relu: aten::relu takes 1 arguments, not 2")
    }

    @Test func operatorsThatDoNotExistAreErrors() throws {
      let unknown = Operator("aten::no_such_operator")
      #expect(throws: TorchError.unknownOperator("aten::no_such_operator")) { try unknown() }
      let overload = Operator("aten::add", "NoSuchOverload")
      #expect(throws: TorchError.unknownOperator("aten::add.NoSuchOverload")) { try overload() }
    }

    @Test func tooMuchMemoryIsAnError() throws {
      let error = try #require(throws: TorchError.self) { try Tensor.zeros([1 << 45]) }
      guard case .outOfMemory("aten::zeros", _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(throws: TorchError.self) { try Tensor.zeros([Int.max, Int.max]) }
    }

    @Test func aMissingLibraryIsAnErrorThatSaysWhatToDo() throws {
      let error = try #require(throws: TorchError.self) { try Engine(library: "/nowhere/libCTorchMissing.so") }
      #expect(error.description.hasPrefix("LibTorch is missing, which learning needs; `make setup` brings it"))
      #expect(error.description.contains("libCTorchMissing.so"))
      #expect(!error.description.contains("/nowhere"))
    }

    @Test func aLibraryThatIsNoEngineIsRefused() throws {
      let error = try #require(throws: TorchError.self) { try Engine(library: "libc.so.6") }
      #expect(error.description.contains("not the engine of this version"))
    }
  }
}
