/// What was measured on a machine.
public struct BenchmarkReport: Sendable, Equatable, Encodable {
  /// A figure, and beside it the peer's.
  public struct Row: Sendable, Equatable, Encodable {
    /// What a figure counts.
    public enum Unit: String, Sendable, Equatable, Encodable {
      case milliseconds = "ms"
      case imagesPerSecond = "images/s"
      case percent = "%"

      /// Whether more is better.
      var isRate: Bool { self == .imagesPerSecond }
    }

    /// What was measured.
    public let name: String
    /// What the figures count.
    public let unit: Unit
    /// Hilum's figure: the median of the rounds.
    public let hilum: BenchmarkFigure
    /// The peer's figure, measured in alternation; nil where there is no peer for it.
    public let peer: BenchmarkFigure?

    /// How many times better Hilum is.
    public var ratio: Double? {
      guard let peer, hilum.value > 0, peer.value > 0 else { return nil }
      return unit.isRate ? hilum.value / peer.value : peer.value / hilum.value
    }

    private enum CodingKeys: String, CodingKey { case name, unit, hilum, peer, ratio }

    /// Writes every key, `null` where there is no peer.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(unit, forKey: .unit)
      try container.encode(hilum, forKey: .hilum)
      try container.encode(peer, forKey: .peer)
      try container.encode(ratio, forKey: .ratio)
    }
  }

  /// Where it was measured.
  public let machine: Machine
  /// The model.
  public let model: String
  /// What was measured, in its order.
  public let rows: [Row]
}

/// A figure, and the greatest memory of the process where it had one to itself.
public struct BenchmarkFigure: Sendable, Equatable, Codable {
  /// The figure.
  public let value: Double
  /// Megabytes (2²⁰ bytes) resident at most.
  public let megabytes: Double?

  /// A figure.
  public init(_ value: Double, megabytes: Double? = nil) {
    self.value = value
    self.megabytes = megabytes
  }

  /// The medians of several measurements; nil of none.
  static func median(_ measurements: [BenchmarkFigure]) -> BenchmarkFigure? {
    guard let value = median(measurements.map(\.value)) else { return nil }
    return BenchmarkFigure(value, megabytes: median(measurements.compactMap(\.megabytes)))
  }

  /// The middle of several numbers, or the mean of the two in the middle; nil of none.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
