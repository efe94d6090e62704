import Foundation
import Synchronization
import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct TensorTests {
    let matrix: [Float] = [1, 2, 3, 4, 5, 6]

    // MARK: - To and from memory

    @Test func elementsGoInAndOut() throws {
      let tensor = try Tensor(matrix, shape: [2, 3])
      #expect(tensor.shape == [2, 3])
      #expect(tensor.rank == 2)
      #expect(tensor.count == 6)
      #expect(try tensor.scalarType == .float32)
      #expect(tensor.device == .cpu)
      #expect(try tensor.floats() == matrix)
      #expect(try tensor.transpose(0, 1).floats() == [1, 4, 2, 5, 3, 6])
      #expect(try tensor.integers() == [1, 2, 3, 4, 5, 6])
      #expect(tensor.description == "float32 [2, 3] on cpu")
    }

    @Test func emptyAndScalarTensorsWork() throws {
      #expect(try Tensor([Float](), shape: [0, 3]).floats().isEmpty)
      #expect(try Tensor(2.5).item() == 2.5)
      #expect(try Tensor(true).item() == 1)
      #expect(try Tensor([Float](), shape: [0]).stored().data.isEmpty)
    }

    @Test(arguments: [[2, 2], [-1, 6], [7], [Int.max, 2]])
    func aShapeThatDoesNotFitIsRefused(shape: [Int]) throws {
      #expect(throws: TorchError.elementCount(shape: shape, count: 6)) { try Tensor(matrix, shape: shape) }
    }

    @Test func elementsOfAnotherTypeAreRefused() throws {
      #expect(throws: TorchError.self) { try Tensor([1, 2]).elements(as: Float.self) }
    }

    @Test(arguments: ScalarType.allCases)
    func storedTensorsOfEveryTypeGoInAndOut(type: ScalarType) throws {
      let stored = try Tensor([0, 1, 1, 0, 1, 0]).reshape([3, 2]).to(type).stored()
      #expect(stored.scalarType == type)
      #expect(stored.floats() == [0, 1, 1, 0, 1, 0])
      #expect(try Tensor(stored).stored() == stored)
    }

    @Test func memoryIsSharedUntilTheLastTensorGoes() throws {
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 16)
      memory.copyBytes(from: [1, 2, 3, 4].flatMap { (value: Float) in withUnsafeBytes(of: value) { Array($0) } })
      let released = Atomic(0)
      do {
        var tensor: Tensor? = try Tensor(around: memory, shape: [4], scalarType: .float32) {
          released.add(1, ordering: .relaxed)
        }
        let view = try #require(tensor)[1..<3]
        tensor = nil
        memory.storeBytes(of: 9, toByteOffset: 4, as: Float.self)
        #expect(try view.floats() == [9, 3])
        #expect(released.load(ordering: .relaxed) == 0)
      }
      #expect(released.load(ordering: .relaxed) == 1)
      #expect(throws: TorchError.self) {
        try Tensor(around: memory, shape: [5], scalarType: .float32) { released.add(1, ordering: .relaxed) }
      }
      #expect(released.load(ordering: .relaxed) == 2)
      memory.deallocate()
    }

    @Test func bytesAreReadInPlace() throws {
      let tensor = try Tensor(matrix, shape: [2, 3])
      #expect(try tensor.withUnsafeBytes { $0.load(fromByteOffset: 8, as: Float.self) } == 3)
      #expect(throws: TorchError.self) { try tensor.transpose(0, 1).withUnsafeBytes { $0.count } }
    }

    // MARK: - Operators

    @Test func arithmeticBroadcasts() throws {
      let x = try Tensor(matrix, shape: [2, 3])
      let y = try Tensor([1, 2, 3] as [Float])
      #expect(try (x + y).floats() == [2, 4, 6, 5, 7, 9])
      #expect(try (x - y).floats() == [0, 0, 0, 3, 3, 3])
      #expect(try (x * y).floats() == [1, 4, 9, 4, 10, 18])
      #expect(try (x / y).floats() == [1, 1, 1, 4, 2.5, 2])
      #expect(try (-y + 1).floats() == [0, -1, -2])
      #expect(try (1 - y * 2).floats() == [-1, -3, -5])
      #expect(try (6 / y - 1).floats() == [5, 2, 1])
      #expect(try x.matmul(y).floats() == [14, 32])
      #expect(try y.pow(2).floats() == [1, 4, 9])
      try y.addInPlace(y, scale: 0.5)
      try y.multiplyInPlace(2)
      #expect(try y.floats() == [3, 6, 9])
    }

    @Test func reductionsAndOrder() throws {
      let x = try Tensor([3, 1, 2, 6, 5, 4] as [Float], shape: [2, 3])
      #expect(try x.sum().item() == 21)
      #expect(try x.sum(along: [0]).floats() == [9, 6, 6])
      #expect(try x.mean(along: [1], keeping: true).shape == [2, 1])
      #expect(try x.variance(along: [1]).floats() == [1, 1])
      #expect(try x.max().item() == 6)
      #expect(try x.min(along: [0]).floats() == [3, 1, 2])
      #expect(try x.argmax(along: 1).integers() == [0, 0])
      #expect(try x.argmin().item() == 1)
      #expect(try x.norm().item() == 91.0.squareRoot().rounded(to: Float.self))
      #expect(try x.cumulativeSum(along: 1).floats() == [3, 4, 6, 6, 11, 15])
      #expect(try x.topK(2).values.floats() == [3, 2, 6, 5])
      #expect(try x.sorted().indices.integers() == [1, 2, 0, 2, 1, 0])
      let probabilities = try x.softmax(along: 1)
      #expect(try probabilities.sum(along: [1]).isClose(to: .ones([2])))
      #expect(try probabilities.log().isClose(to: x.logSoftmax(along: 1), absolute: 1e-6))
    }

    @Test func shapesAndParts() throws {
      let x = try Tensor(matrix, shape: [2, 3])
      #expect(try x[1].floats() == [4, 5, 6])
      #expect(try x[-1].floats() == [4, 5, 6])
      #expect(try x[0..<1].shape == [1, 3])
      #expect(try x.select(0, along: 1).floats() == [1, 4])
      #expect(try x.slice(0..<3, along: 1, by: 2).floats() == [1, 3, 4, 6])
      #expect(try x.select(Tensor([2, 0]), along: 1).floats() == [3, 1, 6, 4])
      #expect(try x.gather(Tensor([2, 0], shape: [2, 1]), along: 1).floats() == [3, 4])
      #expect(try x.masked(by: x.gt(3)).floats() == [4, 5, 6])
      #expect(try x.reshape([3, -1]).shape == [3, 2])
      #expect(try x.unsqueeze(0).permute([2, 0, 1]).shape == [3, 1, 2])
      #expect(try x.unsqueeze(0).squeeze(0).shape == [2, 3])
      #expect(try x.flip([1]).floats() == [3, 2, 1, 6, 5, 4])
      #expect(try x.split(2, along: 1).map(\.shape) == [[2, 2], [2, 1]])
      #expect(try Tensor.cat([x, x], along: 1).shape == [2, 6])
      #expect(try Tensor.stack([x, x]).shape == [2, 2, 3])
      #expect(try x.gt(2).select(x, otherwise: .zeros([1])).floats() == [0, 0, 3, 4, 5, 6])
      #expect(try Tensor([0, 2]).oneHot(classes: 3).integers() == [1, 0, 0, 0, 0, 1])
      #expect(try Tensor.range(2, 8, by: 3).integers() == [2, 5])
    }

    @Test func imagesAreResizedAndWarped() throws {
      let image = try Tensor([0, 1, 2, 3] as [Float], shape: [1, 1, 2, 2])
      #expect(try image.resizedBilinearly(height: 1, width: 1).floats() == [1.5])
      let mirror = try Tensor([-1, 0, 0, 0, 1, 0] as [Float], shape: [1, 2, 3])
      #expect(try image.warped(by: mirror).floats() == [1, 0, 3, 2])
      #expect(try image.contiguous(.channelsLast).floats() == [0, 1, 2, 3])
    }

    @Test func operatorsAreCalledByName() throws {
      let roll = Operator("aten::roll")
      #expect(try roll(.tensor(Tensor([1, 2, 3])), [1]).integers() == [3, 1, 2])
      let divide = Operator("aten::div", "Tensor_mode")
      #expect(try divide(.tensor(Tensor([7, 8])), .tensor(Tensor([2])), .string("floor")).integers() == [3, 4])
    }

    // MARK: - Random numbers

    @Test func theSameSeedGivesTheSameNumbers() throws {
      let first = try Tensor.normal([50], from: Generator(seed: 5))
      #expect(try first.isEqual(to: .normal([50], from: Generator(seed: 5))))
      #expect(try !first.isEqual(to: .normal([50], from: Generator(seed: 6))))

      try Generator.seedStandard(9)
      let state = try Generator.standard().state()
      let numbers = try Tensor.uniform([20])
      try Generator.standard().restore(state)
      #expect(try numbers.isEqual(to: .uniform([20])))
      try Generator.seedStandard(9)
      #expect(try numbers.isEqual(to: .uniform([20])))
      #expect(try Set(Tensor.permutation(30, from: Generator(seed: 1)).integers()) == Set(0..<30))
    }

    @Test func threadsCanBeSet() throws {
      let before = try Threads.count()
      try Threads.setCount(1)
      #expect(try Threads.count() == 1)
      try Threads.setCount(before)
      #expect(throws: TorchError.self) { try Threads.setCount(0) }
      #expect(try Threads.interopCount() >= 1)
      #expect(Device.count(.cpu) == 1)
      #expect(try LibTorch.version().hasPrefix("2."))
    }
  }
}

extension Double {
  /// The nearest number that a smaller type has.
  fileprivate func rounded(to type: Float.Type) -> Double { Double(type.init(self)) }
}
