import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct DeviceTests {
    private static var hasGPU: Bool { Device.count(.cuda) > 0 }

    @Test func theProcessorIsAlwaysReady() throws {
      try Device.cpu.prepare()
      #expect(Device.count(.cpu) == 1)
    }

    @Test(.disabled(if: hasGPU, "there is a graphics processor"))
    func aDeviceThatIsMissingSaysWhy() throws {
      let error = try #require(throws: TorchError.self) { try Device.cuda.prepare() }
      guard case .operationFailed("readying cuda", [], let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(reason.contains("built without CUDA") || reason.contains("driver") || reason.contains(".so"), "\(reason)")
    }

    @Test func memoryIsWrittenInPlace() throws {
      let tensor = try Tensor.unwritten([2, 3], for: .cpu)
      try tensor.withUnsafeMutableFloats { floats in
        for index in floats.indices { floats[index] = Float(index) }
      }
      #expect(try tensor.floats() == [0, 1, 2, 3, 4, 5])
      #expect(tensor.shape == [2, 3])
      #expect(throws: TorchError.self) { try Tensor([1, 2] as [Int64]).withUnsafeMutableFloats { _ in } }
    }

    @Test(.enabled(if: hasGPU, "there is no graphics processor"))
    func whatIsSentArrives() throws {
      let values = (0..<2 * 3 * 5 * 7).map(Float.init)
      let image = try Tensor.unwritten([2, 3, 5, 7], for: .cuda)
      try image.withUnsafeMutableFloats { _ = $0.update(fromContentsOf: values) }
      let there = try image.to(.cuda, .channelsLast)
      #expect(there.isContiguous(.channelsLast))
      #expect(try there.floats() == values)
      #expect(try Tensor(values).to(.cuda).floats() == values)
      #expect(try Tensor(values).to(.float16, on: .cuda).to(.float32).elements(as: Float.self) == values)
    }
  }
}
