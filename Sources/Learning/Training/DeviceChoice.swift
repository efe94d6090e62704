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
}
