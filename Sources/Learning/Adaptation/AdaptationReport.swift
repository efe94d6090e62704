public import Bundles
public import Metrics

/// What the adaptation of a model to a site changed, and the figures there before and after; the content of
/// ``BundleFile/calibration``.
public struct AdaptationReport: Sendable, Equatable, Codable {
  /// A number before and after.
  public struct Pair: Sendable, Equatable, Codable {
    /// That of the model before.
    public let before: Double
    /// That of the new version.
    public let after: Double
    /// The interval of the new one over resamples of patients; nil where there is none.
    public var interval: ConfidenceInterval?
  }

  /// Figures before and after.
  public struct Figures: Sendable, Equatable, Codable {
    /// Those of the model before.
    public let before: SiteFigures
    /// Those of the new version, each picture judged with what was fitted on other patients.
    public let after: SiteFigures
    /// Folds that patients were parted into for it.
    public let folds: Int
  }

  /// Means and variances of batch normalisation that were estimated anew.
  public struct BatchNorm: Sendable, Equatable, Codable {
    /// Pictures that they come from.
    public let n: Int
    /// Pictures that those of training count as.
    public let sourceWeight: Double

    private enum CodingKeys: String, CodingKey {
      case n
      case sourceWeight = "source_weight"
    }
  }

  /// Figures under stress before and after; the latter with what was fitted on all of the site's pictures.
  public struct Stress: Sendable, Equatable, Codable {
    /// Those of the model before.
    public let before: StressReport
    /// Those of the new version.
    public let after: StressReport
  }

  /// Where the new version comes from.
  public let adaptation: Adaptation
  /// Its name.
  public let name: ModelName
  /// Its number.
  public let version: Int
  /// Patients that pictures are of.
  public let patients: Int
  /// The temperature.
  public let temperature: Pair
  /// The threshold.
  public let threshold: Pair
  /// Figures at the site; nil without labels.
  public let figures: Figures?
  /// The share of positive cases at the site; nil with labels.
  public let prevalence: PrevalenceEstimate?
  /// What was done to batch normalisation; nil where nothing was.
  public let batchNorm: BatchNorm?
  /// Figures under stress; nil where they were not asked for.
  public let stress: Stress?

  private enum CodingKeys: String, CodingKey {
    case adaptation, name, version, patients, temperature, threshold, figures, prevalence, stress
    case batchNorm = "batch_norm"
  }
}
