import Foundation

/// What a model is worth on pictures that differ from those it was chosen on, in short: means over kinds of change.
///
/// Means are over kinds, each kind being the mean of its severities, as in MedMNIST-C (Di Salvo, Doerrich and Ledig, 2024,
/// arXiv 2406.17536).
public struct StressSummary: Sendable, Equatable {
  /// The means of a kind over its severities.
  public struct Kind: Sendable, Equatable {
    /// The kind's identifier.
    public let kind: String
    /// The kind's name for people.
    public let name: String
    /// Where the kind comes from.
    public let family: String
    /// Whether the model's training pictures were varied in this way; nil where that is not known.
    public let seen: Bool?
    /// The means.
    public let figures: StressFigures
    /// The balanced error as a share of AlexNet's (MedMNIST-C's BE); nil unless it is a kind of MedMNIST-C at all five
    /// severities.
    public let be: Double?
    /// The rise of the balanced error over that on pictures as they are, as a share of AlexNet's (its rBE).
    public let rbe: Double?
  }

  /// The battery's identifier.
  public let battery: String
  /// The threshold that decisions were made at.
  public let threshold: Double
  /// The figures on pictures as they are.
  public let clean: StressFigures
  /// The means over kinds.
  public let mean: StressFigures
  /// The means over the kinds that the model's training pictures were varied in; nil where there are none, or where that is
  /// not known.
  public let meanSeen: StressFigures?
  /// The means over the kinds that they were not varied in: what the variations are worth beyond themselves.
  public let meanHeldOut: StressFigures?
  /// The means of each kind.
  public let kinds: [Kind]
  /// The kind of the lowest balanced accuracy.
  public let worst: Kind?
  /// The mean of the kinds' BE; nil unless all of MedMNIST-C's kinds are there.
  public let be: Double?
  /// The mean of the kinds' rBE; nil unless all of MedMNIST-C's kinds are there.
  public let rbe: Double?

  /// The kinds from the lowest balanced accuracy on; those without any are left out.
  public var fromWorst: [Kind] {
    kinds.filter { $0.figures.balancedAccuracy != nil }
      .sorted { ($0.figures.balancedAccuracy ?? 1) < ($1.figures.balancedAccuracy ?? 1) }
  }

  /// The means with their names: over all kinds, and over those that were learnt and those that were held out, where there
  /// are both.
  public var means: [(name: String, figures: StressFigures)] {
    let all = ("Mean of \(kinds.count) kinds", mean)
    guard let meanSeen, let meanHeldOut else { return [all] }
    return [
      all, ("Mean of \(kinds.count { $0.seen == true }) learnt", meanSeen),
      ("Mean of \(kinds.count { $0.seen == false }) held out", meanHeldOut),
    ]
  }

  /// What the figures mean, in a sentence, or two where it is known which kinds the model has learnt.
  public var meaning: String {
    let mean = Self.text(mean.balancedAccuracy)
    guard let worst else { return "Nothing was measured under stress." }
    return "Balanced accuracy at the operating point is \(Self.text(clean.balancedAccuracy)) on pictures as they are, "
      + "\(mean) on the mean of \(kinds.count) kinds of change, and \(Self.text(worst.figures.balancedAccuracy)) under the "
      + "worst of them (\(worst.name))." + (meaningOfHeldOut.map { " " + $0 } ?? "")
  }

  /// What the model is worth where its training pictures were varied and where they were not; nil where that is not known.
  private var meaningOfHeldOut: String? {
    switch (meanSeen, meanHeldOut) {
    case (let seen?, let heldOut?):
      "On kinds that training pictures were varied in it is \(Self.text(seen.balancedAccuracy)) on the mean, on the "
        + "\(kinds.count { $0.seen == false }) that were held out \(Self.text(heldOut.balancedAccuracy))."
    case (_?, nil): "Training pictures were varied in all of these kinds."
    case (nil, _?): "Training pictures were varied in none of these kinds."
    case (nil, nil): nil
    }
  }

  /// The figures as lines for people: pictures as they are, the means, and the worst kinds.
  public func lines(worst count: Int = 3) -> [String] {
    let rows =
      [("As they are", clean)] + means.map { ($0.name, $0.figures) }
      + fromWorst.prefix(count).map { ($0.name, $0.figures) }
    return rows.map { name, figures in
      "  \(name.padding(toLength: 26, withPad: " ", startingAt: 0))balanced accuracy "
        + "\(Self.text(figures.balancedAccuracy))   AUROC \(Self.text(figures.auroc))   ECE \(Self.text(figures.ece))"
    }
  }

  private static func text(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "–" }
}

// MARK: - Making

extension StressSummary {
  /// The summary of measurements.
  ///
  /// - Parameters:
  ///   - cells: What was measured under each condition.
  ///   - interval: The interval of the balanced accuracy of the mean of groups of cells, by their places.
  init(
    battery: String, threshold: Double, clean: StressFigures,
    cells: [(condition: StressCondition, figures: StressFigures)],
    interval: ([[Int]]) -> ConfidenceInterval?
  ) {
    var order: [String] = []
    var members: [String: [Int]] = [:]
    for (place, cell) in cells.enumerated() {
      let kind = cell.condition.kind
      if members[kind] == nil { order.append(kind) }
      members[kind, default: []].append(place)
    }
    let kinds = order.compactMap { kind -> Kind? in
      guard let places = members[kind], let first = places.first else { return nil }
      var figures = StressFigures(meanOf: places.map { cells[$0].figures })
      figures.intervals = StressFigures.Intervals(balancedAccuracy: interval([places]))
      let ratios = AlexNetErrors.ratios(
        kind, severities: places.map { cells[$0].condition.severity }, balancedAccuracy: figures.balancedAccuracy,
        clean: clean.balancedAccuracy)
      let condition = cells[first].condition
      return Kind(
        kind: kind, name: condition.name, family: condition.family, seen: condition.seen, figures: figures,
        be: ratios?.error, rbe: ratios?.rise)
    }
    /// The means over some of the kinds.
    func mean(_ kinds: [Kind]) -> StressFigures {
      var mean = StressFigures(meanOf: kinds.map(\.figures))
      mean.intervals = StressFigures.Intervals(balancedAccuracy: interval(kinds.compactMap { members[$0.kind] }))
      return mean
    }
    /// The same, if there are any that were learnt, or held out.
    func mean(ofSeen seen: Bool) -> StressFigures? {
      let chosen = kinds.filter { $0.seen == seen }
      return chosen.isEmpty ? nil : mean(chosen)
    }
    let (be, rbe) = (kinds.compactMap(\.be), kinds.compactMap(\.rbe))
    let isWhole = be.count == AlexNetErrors.count
    self.battery = battery
    self.threshold = threshold
    self.clean = clean
    self.mean = mean(kinds)
    meanSeen = mean(ofSeen: true)
    meanHeldOut = mean(ofSeen: false)
    self.kinds = kinds
    worst = kinds.filter { $0.figures.balancedAccuracy != nil }
      .min { ($0.figures.balancedAccuracy ?? 1) < ($1.figures.balancedAccuracy ?? 1) }
    self.be = isWhole ? be.reduce(0, +) / Double(be.count) : nil
    self.rbe = isWhole ? rbe.reduce(0, +) / Double(rbe.count) : nil
  }
}

// MARK: - Codable

extension StressSummary: Codable {
  private enum CodingKeys: String, CodingKey {
    case battery, threshold, clean, mean, kinds, worst, be, rbe
    case meanSeen = "mean_seen"
    case meanHeldOut = "mean_held_out"
  }
}

extension StressSummary.Kind: Codable {
  private enum CodingKeys: String, CodingKey { case kind, name, family, seen, be, rbe }

  /// Reads the means beside the kind's own keys.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(String.self, forKey: .kind)
    name = try container.decode(String.self, forKey: .name)
    family = try container.decode(String.self, forKey: .family)
    seen = try container.decodeIfPresent(Bool.self, forKey: .seen)
    be = try container.decodeIfPresent(Double.self, forKey: .be)
    rbe = try container.decodeIfPresent(Double.self, forKey: .rbe)
    figures = try StressFigures(from: decoder)
  }

  /// Writes the means beside the kind's own keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(name, forKey: .name)
    try container.encode(family, forKey: .family)
    try container.encode(seen, forKey: .seen)
    try container.encode(be, forKey: .be)
    try container.encode(rbe, forKey: .rbe)
    try figures.encode(to: encoder)
  }
}
