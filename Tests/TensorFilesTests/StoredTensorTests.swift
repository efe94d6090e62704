import FoundationEssentials
import TensorFiles
import Testing

@Suite struct StoredTensorTests {
  @Test func keepsWhatItIsGiven() throws {
    let tensor = try StoredTensor([1, -2.5, 3, 4, 5, 6], shape: [2, 3])
    #expect(tensor.scalarType == .float32)
    #expect(tensor.shape == [2, 3])
    #expect(tensor.count == 6)
    #expect(tensor.data.count == 24)
    #expect(tensor.floats() == [1, -2.5, 3, 4, 5, 6])
  }

  @Test func scalarAndEmpty() throws {
    #expect(try StoredTensor([7], shape: []).floats() == [7])
    #expect(try StoredTensor([], shape: [3, 0]).floats() == [])
  }

  @Test func convertsEveryType() throws {
    func floats(_ type: ScalarType, _ bytes: [UInt8]) throws -> [Float] {
      try StoredTensor(scalarType: type, shape: [bytes.count / type.byteCount], data: Data(bytes)).floats()
    }
    #expect(try floats(.float64, [0, 0, 0, 0, 0, 0, 0xF8, 0xBF]) == [-1.5])
    #expect(try floats(.float16, [0x00, 0x3C, 0x01, 0x00, 0x00, 0x7C]) == [1, 5.9604645e-8, .infinity])
    #expect(try floats(.bfloat16, [0x80, 0x3F, 0x20, 0xC0]) == [1, -2.5])
    #expect(try floats(.int64, [0xFE, 255, 255, 255, 255, 255, 255, 255]) == [-2])
    #expect(try floats(.int32, [1, 1, 0, 0]) == [257])
    #expect(try floats(.int16, [0, 0x80]) == [-32768])
    #expect(try floats(.int8, [0xFF, 1]) == [-1, 1])
    #expect(try floats(.uint8, [0xFF, 1]) == [255, 1])
    #expect(try floats(.bool, [0, 1, 2]) == [0, 1, 1])
  }

  @Test func readsAtAnyAlignment() throws {
    let bytes = Data([9, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
    #expect(try StoredTensor(scalarType: .float32, shape: [2], data: bytes[1...]).floats() == [1, 2])
  }

  @Test func refusesWrongSizes() {
    #expect(
      throws: TensorFileError.byteCountMismatch(scalarType: .float32, shape: [2, 2], expected: 16, found: 12)
    ) { try StoredTensor([1, 2, 3], shape: [2, 2]) }
    #expect(throws: TensorFileError.invalidShape([-1, -3])) { try StoredTensor([1, 2, 3], shape: [-1, -3]) }
    let huge = [Int.max, 2]
    #expect(throws: TensorFileError.invalidShape(huge)) {
      try StoredTensor(scalarType: .uint8, shape: huge, data: Data())
    }
    let overflowsInBytes = [Int.max / 4]
    #expect(throws: TensorFileError.invalidShape(overflowsInBytes)) {
      try StoredTensor(scalarType: .float64, shape: overflowsInBytes, data: Data())
    }
  }
}
