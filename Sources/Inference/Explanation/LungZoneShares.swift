package import Radiograph

/// How the heat of a class is spread over the zones of the lungs, as shares of all of it.
///
/// A zone is what of a lung's outline lies in the upper, middle or lower third of the box about that lung. Six zones are how
/// chest radiographs are scored (Borghesi and Maroldi, "COVID-19 outbreak in Italy: experimental chest X-ray scoring
/// system", 2020, <https://doi.org/10.1007/s11547-020-01200-3>); there lines through the aortic arch and the veins part
/// them, here thirds stand in for these. The shares add up to the share of the heat that lies in the lungs.
public struct LungZoneShares: Sendable, Equatable {
  /// A third of a lung; the patient's right lung is at the picture's left.
  public enum Zone: String, Sendable, CaseIterable {
    /// Upper third of the patient's right lung.
    case rightUpper = "right_upper"
    /// Middle third of the patient's right lung.
    case rightMiddle = "right_middle"
    /// Lower third of the patient's right lung.
    case rightLower = "right_lower"
    /// Upper third of the patient's left lung.
    case leftUpper = "left_upper"
    /// Middle third of the patient's left lung.
    case leftMiddle = "left_middle"
    /// Lower third of the patient's left lung.
    case leftLower = "left_lower"

    /// The zone as radiologists name it.
    public var name: String { rawValue.replacing("_", with: " ") + " zone" }
  }

  /// In the order of `Zone.allCases`.
  private var shares: [Double]

  /// The share of the heat that lies in a zone.
  public subscript(zone: Zone) -> Double { shares[Zone.allCases.firstIndex(of: zone) ?? 0] }

  /// Shares that are known; those of other zones are 0.
  public init(_ shares: [Zone: Double]) { self.shares = Zone.allCases.map { shares[$0] ?? 0 } }

  /// Measures heat; nil where there is none, or the outline is not that of two lungs side by side.
  package init?(_ heat: HeatGrid, in outline: LungOutline) {
    guard let zones = LungZones(outline) else { return nil }
    let grid = zones.grid(ImageSize(width: HeatGrid.side, height: HeatGrid.side))
    var (sums, total) = ([Double](repeating: 0, count: Zone.allCases.count), 0.0)
    for (zone, value) in zip(grid, heat.values) where value > 0 {
      total += Double(value)
      if let zone { sums[zone] += Double(value) }
    }
    guard total > 0 else { return nil }
    shares = sums.map { $0 / total }
  }

  /// Less of the heat in the lungs than this, and a zone does not stand out; spread evenly each would have a sixth.
  static let leastShare = 0.3

  /// The zones that stand out, the hottest first; none where the heat is spread.
  ///
  /// The first has at least 30 % of the heat in the lungs, others at least two thirds of the first one's.
  public var hottest: [Zone] {
    let sorted = Zone.allCases.sorted { self[$0] > self[$1] }
    let all = shares.reduce(0, +)
    guard let first = sorted.first, all > 0, self[first] >= Self.leastShare * all else { return [] }
    return sorted.filter { self[$0] * 3 >= self[first] * 2 }
  }
}

extension LungZoneShares: Codable {
  /// Reads `{"right_upper": 0.1, …}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: ZoneKey.self)
    shares = try Zone.allCases.map { try container.decode(Double.self, forKey: ZoneKey($0)) }
  }

  /// Writes `{"right_upper": 0.1, …}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ZoneKey.self)
    for (zone, share) in zip(Zone.allCases, shares) { try container.encode(share, forKey: ZoneKey(zone)) }
  }

  private struct ZoneKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ zone: Zone) { stringValue = zone.rawValue }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
