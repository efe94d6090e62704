import Foundation
import Testing
import Torch

extension TorchTests {
  @Suite struct MemoryTests {
    /// The resident memory of this process in bytes.
    func residentMemory() throws -> Int {
      let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
      return try #require(fields.dropFirst().first.flatMap { Int($0) }) * Int(getpagesize())
    }

    /// Some twenty operations of every kind: results of one and of several tensors, lists, errors, gradients.
    func work(_ x: Tensor, _ weight: Tensor, _ store: ParameterStore, _ adam: Adam) throws {
      let y = try x.matmul(weight).relu() + 1
      _ = try y.sorted()
      _ = try Tensor.cat(y.split(8), along: 1)
      _ = try y.softmax(along: 1).floats()
      _ = try? y.matmul(x.transpose(0, 1)[0..<3])
      try adam.zeroGradients()
      try y.mean().backward()
      try adam.clipGradients(toNorm: 1)
      try adam.step()
    }

    @Test func aHundredThousandOperationsLeaveMemoryFlat() throws {
      let store = try ParameterStore()
      let weight = try store.root.parameter("weight", [64, 64], .normal(standardDeviation: 0.1))
      let adam = Adam([ParameterGroup(store.trainable, learningRate: 1e-3)])
      let x = try Tensor.normal([16, 64], from: Generator(seed: 1))
      for _ in 0..<500 { try work(x, weight, store, adam) }
      let before = try residentMemory()
      for _ in 0..<5_000 { try work(x, weight, store, adam) }
      let growth = try residentMemory() - before
      #expect(growth < 2 << 20, "grew by \(growth) bytes")
    }
  }
}
