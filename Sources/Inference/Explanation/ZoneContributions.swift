package import Radiograph

/// What each zone of the lungs, and all that lies outside of them, adds to what a model says of a picture.
public struct ZoneContributions: Sendable {
  /// What the players bring about together.
  public enum Payoff: String, Sendable, Hashable, CaseIterable {
    /// The probability of the class, as readings show it.
    case probability
    /// The logit of the class, before calibration; for a network with one logit, that or its opposite.
    case logit
  }

  /// A part of the picture and what it adds.
  public struct Player: Sendable, Equatable, Codable {
    /// A zone, by the names that readings have for them, or `outside`.
    public let name: String
    /// Its Shapley value.
    public let value: Double
  }

  /// The payoff of a picture from which every part is taken away.
  public let base: Double
  /// The payoff of the whole picture.
  public let value: Double
  /// The six zones in the order of `LungZoneShares.Zone.allCases`, and `outside`.
  public let players: [Player]
  /// The value of the part in which each pixel of the network's input lies.
  package let map: HeatMap
  private let zones: LungZones

  /// The number of players.
  package static let playerCount = LungZoneShares.Zone.allCases.count + 1

  /// Shares out payoffs of all coalitions; see `ShapleyValues.exact(_:)`.
  init(payoffs: [Double], zones: LungZones, map: HeatMap) {
    let names = LungZoneShares.Zone.allCases.map(\.rawValue) + ["outside"]
    players = zip(names, ShapleyValues.exact(payoffs)).map(Player.init)
    base = payoffs.first ?? 0
    value = payoffs.last ?? 0
    self.zones = zones
    self.map = map
  }

  /// By how much base and values miss the payoff of the whole picture; rounding alone, by the axiom of efficiency.
  public var sumError: Double { abs(players.reduce(base) { $0 + $1.value } - value) }

  /// The picture with each part tinted by its value: the more it matters the stronger, in one colour what speaks for the
  /// class and in another what speaks against it.
  ///
  /// - Parameters:
  ///   - colors: red, green and blue for and against the class.
  ///   - longerSide: the result's longer side at most, in pixels.
  /// - Throws: `RadiographError`.
  package func tinted(
    _ picture: Radiograph, colors: (for: [UInt8], against: [UInt8]), longerSide: Int = 1024
  ) throws -> Radiograph {
    let longer = max(picture.width, picture.height)
    let factor = min(1, Double(longerSide) / Double(longer))
    let size = ImageSize(
      width: max(1, Int((Double(picture.width) * factor).rounded())),
      height: max(1, Int((Double(picture.height) * factor).rounded())))
    let grey = try Preprocessing(
      color: .grayscale, steps: size == picture.size ? [] : [.resize(size)], mean: [0], std: [1]
    ).prepare(picture)
    let greatest = max(players.map { abs($0.value) }.max() ?? 0, .leastNormalMagnitude)
    var samples: [UInt8] = []
    samples.reserveCapacity(3 * grey.samples.count)
    for (level, zone) in zip(grey.samples, zones.grid(size)) {
      let value = players[zone ?? players.count - 1].value
      let share = Self.strongest * abs(value) / greatest
      for color in value > 0 ? colors.for : colors.against {
        samples.append(UInt8(Double(level) + (Double(color) - Double(level)) * share + 0.5))
      }
    }
    return try Radiograph(width: size.width, height: size.height, pixels: .rgb8(samples))
  }

  /// How much of its colour is seen of the part that matters most.
  private static let strongest = 0.6
}
