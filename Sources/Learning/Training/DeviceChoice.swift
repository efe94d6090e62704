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

  /// The device of one of several ranks on a machine: a graphics processor of its own.
  ///
  /// - Parameter rank: The rank's number among those of the machine.
  /// - Throws: ``LearningError/noSuchDevice(_:)`` if there are fewer graphics processors than ranks.
  func device(ofRank rank: Int) throws -> Device {
    let device = try device()
    guard device.kind == .cuda else { return device }
    guard rank < Device.count(.cuda) else { throw LearningError.noSuchDevice("cuda:\(rank)") }
    return Device(.cuda, index: rank)
  }
}
