import Torch

/// What may stand on a network's last feature map and weigh its channels and places.
public enum MapAttention: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nothing.
  case none
  /// Squeeze-and-excitation: a factor for each channel.
  case squeezeExcitation = "se"
  /// CBAM: a factor for each channel, then one for each place.
  case cbam

  /// Where its parameters' keys begin.
  static let prefix = "attention"
  /// By how much fewer units than channels its perceptron has; both papers' choice.
  private static let reduction = 16

  /// The module for a map of `channels` channels, which weighs everything alike until it has learnt; nil for none.
  func module(_ scope: Scope, _ channels: Int) throws -> (any GraphModule)? {
    let place = scope / Self.prefix
    let units = max(1, channels / Self.reduction)
    return switch self {
    case .none: nil
    case .squeezeExcitation:
      SqueezeExcitation(
        try ChannelPerceptron(place, channels, units: units, activation: .relu, startsNeutral: true))
    case .cbam: try CBAM(place, channels, units: units)
    }
  }
}
