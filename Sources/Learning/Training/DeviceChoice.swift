public import Torch

/// What a person may say of where LibTorch computes.
public enum DeviceChoice: String, Sendable, CaseIterable {
  /// A graphics processor if LibTorch can use one, else the processor.
  case auto
  /// The processor.
  case cpu
  /// A graphics processor.
  case cuda

  /// The device, ready for use.
  ///
  /// - Parameter tuning: Whether convolutions are tuned for each shape of batch; see `Device.prepare(tuning:)`.
  /// - Throws: ``LearningError/noSuchDevice(_:reason:)``; `TorchError.libraryMissing`, `.unusable` where a graphics
  ///   processor is asked for and LibTorch itself is not there.
  public func device(tuning: Bool = false) throws -> Device {
    guard self == .cuda || (self == .auto && Device.count(.cuda) > 0) else { return .cpu }
    do {
      try Device.cuda.prepare(tuning: tuning)
    } catch TorchError.operationFailed(_, _, let reason) {
      throw LearningError.noSuchDevice("\(Device.cuda)", reason: reason)
    }
    return .cuda
  }

  /// The device of one of several ranks on a machine: a graphics processor of its own.
  ///
  /// - Parameter rank: The rank's number among those of the machine.
  /// - Throws: ``LearningError/noSuchDevice(_:reason:)`` if there are fewer graphics processors than ranks.
  func device(ofRank rank: Int) throws -> Device {
    let device = try device(tuning: true)
    guard device.kind == .cuda else { return device }
    let count = Device.count(.cuda)
    guard rank < count else {
      throw LearningError.noSuchDevice(
        "cuda:\(rank)", reason: "this machine has \(count), and rank \(rank) none of its own")
    }
    let own = Device(.cuda, index: rank)
    // CUDA's first context of this process is to be there: pinned memory would otherwise open one on the first processor,
    // which every rank then took memory of.
    _ = try Tensor.zeros([1], on: own)
    return own
  }
}
