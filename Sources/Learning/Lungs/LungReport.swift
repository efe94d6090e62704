public import Metrics

/// How well outlines agree with those that people drew.
public struct LungReport: Sendable, Codable {
  /// A mean over pictures with its 95 % interval over patients.
  public struct Mean: Sendable, Codable {
    /// The mean.
    public let value: Double
    /// The interval, where there are two patients.
    public let interval: ConfidenceInterval?

    init(_ values: [Double], patients: [String]) throws(MetricsError) {
      value = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
      interval = try Bootstrap().meanInterval(values, groups: patients)
    }
  }

  /// The figures of some pictures.
  public struct Figures: Sendable, Codable {
    /// Pictures measured.
    public let pictures: Int
    /// Their patients.
    public let patients: Int
    /// Dice.
    public let dice: Mean
    /// Intersection over union.
    public let iou: Mean
    /// The mean distance between boundaries, in % of the picture's width; pictures without an outline are left out.
    public let boundaryErrorPercent: Mean
    /// The Dice below which one in twenty pictures is.
    public let diceFifthPercentile: Double
    /// Pictures in which no lung was found.
    public let notFound: Int

    private enum CodingKeys: String, CodingKey {
      case pictures, patients, dice, iou
      case boundaryErrorPercent = "boundary_error_percent"
      case diceFifthPercentile = "dice_p05"
      case notFound = "not_found"
    }
  }

  /// Dice of varied pictures.
  public struct Varied: Sendable, Codable {
    /// How far the ranges of variation reach; learning has 1.
    public let strength: Double
    /// The mean over all kinds.
    public let mean: Double
    /// The mean of pictures that have several kinds at once, as in learning.
    public let together: Double
    /// The mean of each kind by itself.
    public let kinds: [String: Double]
  }

  /// Of all pictures.
  public let all: Figures
  /// Of the pictures of each kind that names tell.
  public let classes: [String: Figures]
  /// Of varied pictures, where measured.
  public let varied: Varied?
  /// Pictures whose outline by hand has a Dice below a half with the network's, the worst first: the mask may be another
  /// picture's.
  public let farOff: [String]

  private enum CodingKeys: String, CodingKey {
    case all, classes, varied
    case farOff = "far_off"
  }
}

extension LungReport.Figures {
  /// The figures of pictures of which outlines were compared.
  init(_ cases: [(pair: LungPair, agreement: OutlineAgreement)]) throws(MetricsError) {
    let owners = cases.map(\.pair.patient)
    let near = cases.filter { $0.agreement.boundaryDistance != nil }
    let share = 100 / Double(LungSample.side)
    pictures = cases.count
    patients = Set(owners).count
    dice = try .init(cases.map(\.agreement.dice), patients: owners)
    iou = try .init(cases.map(\.agreement.iou), patients: owners)
    boundaryErrorPercent = try .init(
      near.compactMap { $0.agreement.boundaryDistance.map { $0 * share } }, patients: near.map(\.pair.patient))
    diceFifthPercentile = Bootstrap.quantile(0.05, of: cases.map(\.agreement.dice)) ?? 0
    notFound = cases.count - near.count
  }
}
