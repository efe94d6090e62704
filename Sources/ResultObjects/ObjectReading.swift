public import Foundation
public import Inference
public import Radiograph

/// What was read of one object of the archive: everything that its results are made of.
public struct ObjectReading: Sendable {
  /// The reading, as `/predict` answers it.
  public var reading: Reading
  /// The class that counts as positive.
  public var positiveClass: String
  /// Its calibrated probability.
  public var probability: Double
  /// The 95 % interval of the operating point's threshold, where the model knows it.
  public var thresholdInterval: ClosedRange<Double>?
  /// Reasons to doubt the reading, or to refuse it.
  public var findings: [QualityFinding]
  /// The picture as people look at it, 8 bits of grey, at most 2048 pixels on its longer side.
  public var picture: Radiograph
  /// The same in colour, with the heat-map of what speaks for ``positiveClass`` over it (Grad-CAM).
  public var overlay: Radiograph
  /// The box about the hottest region, in shares of the picture; nil where there is no heat.
  public var hottest: LungBox?
  /// The reading in plain sentences.
  public var report: ReportText
  /// When the object was received; results carry this time, so that a second writing gives the same bytes.
  public var time: Date
  /// The numbers that the model was run in, where they are known.
  public var precision: Precision?
  /// How it compares with the latest earlier picture of the same patient, where that is wanted and there is one.
  public var prior: PriorComparison?
  /// That picture as people look at it.
  public var priorPicture: Radiograph?

  /// What was read of an object.
  public init(
    reading: Reading, positiveClass: String, probability: Double, thresholdInterval: ClosedRange<Double>?,
    findings: [QualityFinding], picture: Radiograph, overlay: Radiograph, hottest: LungBox?, report: ReportText,
    time: Date, precision: Precision? = nil, prior: PriorComparison? = nil, priorPicture: Radiograph? = nil
  ) {
    self.reading = reading
    self.positiveClass = positiveClass
    self.probability = probability
    self.thresholdInterval = thresholdInterval
    self.findings = findings
    self.picture = picture
    self.overlay = overlay
    self.hottest = hottest
    self.report = report
    self.time = time
    self.precision = precision
    self.prior = prior
    self.priorPicture = priorPicture
  }

  /// Whether the picture is no chest radiograph such as the model reads.
  public var isRefused: Bool { findings.contains { $0.refuses } }

  /// Whether the picture was read and called positive.
  var isPositive: Bool { !isRefused && reading.decision.positive }
}
