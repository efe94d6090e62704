import Learning
import Testing
import Torch

@Suite struct DeviceChoiceTests {
  private static var hasGPU: Bool { Device.count(.cuda) > 0 }

  @Test func theProcessorIsWhereItIs() throws {
    #expect(try DeviceChoice.cpu.device() == .cpu)
    #expect(try DeviceChoice.auto.device() == (Self.hasGPU ? .cuda : .cpu))
  }

  @Test(.disabled(if: hasGPU, "there is a graphics processor"))
  func aMissingGraphicsProcessorSaysWhy() throws {
    let error = try #require(throws: LearningError.self) { try DeviceChoice.cuda.device() }
    guard case .noSuchDevice("cuda", let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect("\(error)" == "there is no device 'cuda' that LibTorch can use: \(reason)")
    #expect(!reason.isEmpty)
  }
}
