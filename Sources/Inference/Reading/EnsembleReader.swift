import Bundles
public import Radiograph

/// Reads one picture after the other in the way that a list of them is to be read; safe to use from several threads at
/// once.
public struct EnsembleReader: Sendable {
  /// What is wanted of each picture.
  public struct Request: Sendable, Equatable {
    /// How readings are to be explained.
    public var map: ActivationMap?
    /// The index of the class or finding whose heat-map is wanted; the predicted one where nil.
    public var explained: Int?
    /// Whether the lungs' zones are wanted without a heat-map, too.
    public var zones: Bool
    /// Whether the reading is wanted in plain sentences, too.
    public var report: Bool
    /// The frame of a DICOM file with several, from 0.
    public var frame: Int
    /// The window or VOI LUT of a DICOM file with several, from 0; the first that is valid where nil.
    public var window: Int?

    /// A request; by default for figures alone.
    public init(
      map: ActivationMap? = nil, explained: Int? = nil, zones: Bool = false, report: Bool = false, frame: Int = 0,
      window: Int? = nil
    ) {
      self.map = map
      self.explained = explained
      self.zones = zones
      self.report = report
      self.frame = frame
      self.window = window
    }
  }

  private let ensemble: Ensemble
  private let request: Request
  private let options: ReadingOptions?

  /// A reader for a list of pictures.
  public init(_ ensemble: Ensemble, _ request: Request) {
    self.ensemble = ensemble
    self.request = request
    // Models that read together may each want their own way of decoding; a frame or window is chosen for all alike.
    let isStandard = request.frame == 0 && request.window == nil
    var reading = ensemble.members[0].bundle.metadata.input.readingOptions()
    reading.frame = request.frame
    reading.window = request.window
    options = ensemble.members.count > 1 && isStandard ? nil : reading
  }

  /// Reads a picture.
  ///
  /// - Parameter name: What it is called in the reading, if anything.
  /// - Throws: `RadiographError`, `InferenceError`, `ExplanationError`; see ``FailedReading``.
  public func read(_ source: PictureSource, named name: String?) throws -> Predictor.Outcome {
    var outcome = try ensemble.read(
      source, options: options, explainedBy: request.map, of: request.explained,
      zones: request.zones || request.report)
    outcome.reading.file = name
    if request.report {
      let positive = ensemble.members[0].bundle.metadata.positiveClass
      outcome.reading.report = ReportText(outcome.reading, positiveClass: positive, findings: outcome.findings)
    }
    return outcome
  }
}
