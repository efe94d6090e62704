/// Where a model comes from that was adapted to a site: the model before, the site's pictures, and what changed.
public struct Adaptation: Sendable, Hashable, Codable {
  /// A thing that an adaptation can change.
  public enum Change: String, Sendable, Hashable, Codable {
    /// The temperature.
    case temperature
    /// The operating point.
    case operatingPoint = "operating_point"
    /// The sets of classes that can't be excluded.
    case predictionSets = "prediction_sets"
    /// The means and variances of batch normalisation.
    case batchNorm = "batch_norm"
  }

  /// The model before.
  public var base: ModelReference
  /// The site's data: the name of their folder.
  public var site: String
  /// A hash over the paths, bytes and labels of the site's pictures.
  public var fingerprint: String
  /// Pictures that could be read.
  public var n: Int
  /// Whether their classes were known.
  public var isLabelled: Bool
  /// When it was done, in ISO 8601, UTC.
  public var date: String
  /// What changed.
  public var changes: [Change]

  /// An adaptation.
  public init(
    base: ModelReference, site: String, fingerprint: String, n: Int, isLabelled: Bool, date: String, changes: [Change]
  ) {
    self.base = base
    self.site = site
    self.fingerprint = fingerprint
    self.n = n
    self.isLabelled = isLabelled
    self.date = date
    self.changes = changes
  }

  private enum CodingKeys: String, CodingKey {
    case base, site, fingerprint, n, date, changes
    case isLabelled = "labelled"
  }
}
