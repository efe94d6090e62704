public import Torch

/// What a person may say of where to train.
public enum DeviceChoice: String, Sendable, CaseIterable {
  /// A graphics processor if LibTorch can use one, else the processor.
  case auto
  /// The processor.
  case cpu
  /// A graphics processor.
  case cuda

  /// The device.
  ///
  /// - Throws: ``LearningError/noSuchDevice(_:)``.
  public func device() throws -> Device {
    switch self {
    case .cpu: return .cpu
    case .auto: return Device.count(.cuda) > 0 ? .cuda : .cpu
    case .cuda:
      guard Device.count(.cuda) > 0 else { throw LearningError.noSuchDevice(rawValue) }
      return .cuda
    }
  }
}
