public import Foundation
public import Inference
import Metrics
public import Radiograph

/// What was read of one object of the archive: everything that its results are made of.
public struct ObjectReading: Sendable {
  /// The reading, as `/predict` answers it.
  public var reading: Reading
  /// The class that counts as positive, or what the decision is about: anything but the negative class, or any finding.
  public var positiveClass: String
  /// The class or finding that the decision rests on, whose heat-map ``overlay`` shows.
  public var explained: String
  /// The calibrated probability of ``positiveClass``; of findings that of the leading one.
  public var probability: Double
  /// The 95 % interval of the operating point's threshold, where the model knows it.
  public var thresholdInterval: ClosedRange<Double>?
  /// Reasons to doubt the reading, or to refuse it.
  public var findings: [QualityFinding]
  /// The picture as people look at it, 8 bits of grey, at most 2048 pixels on its longer side.
  public var picture: Radiograph
  /// The same in colour, with the heat-map over it.
  public var overlay: Radiograph
  /// What the heat-map means.
  public var heatMap: HeatMapContent
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
  ///
  /// - Parameter explained: ``positiveClass`` where nil.
  public init(
    reading: Reading, positiveClass: String, explained: String? = nil, probability: Double,
    thresholdInterval: ClosedRange<Double>?,
    findings: [QualityFinding], picture: Radiograph, overlay: Radiograph,
    heatMap: HeatMapContent = .evidence(.gradCAM), hottest: LungBox?, report: ReportText, time: Date,
    precision: Precision? = nil, prior: PriorComparison? = nil, priorPicture: Radiograph? = nil
  ) {
    self.reading = reading
    self.positiveClass = positiveClass
    self.explained = explained ?? positiveClass
    self.probability = probability
    self.thresholdInterval = thresholdInterval
    self.findings = findings
    self.picture = picture
    self.overlay = overlay
    self.heatMap = heatMap
    self.hottest = hottest
    self.report = report
    self.time = time
    self.precision = precision
    self.prior = prior
    self.priorPicture = priorPicture
  }

  /// What is followed from one picture to the next: ``positiveClass``, or of findings the leading one.
  public var followed: String { reading.task == .multilabel ? explained : positiveClass }

  /// The calibrated probability of what is followed.
  public func probability(of followed: String) -> Double {
    followed == positiveClass ? probability : reading.probabilities[followed] ?? probability
  }

  /// What was said of each class or finding beside ``positiveClass``, those called first, then the likeliest.
  var otherFindings: [Finding] {
    (reading.findings ?? []).filter { $0.name != positiveClass }
      .sorted { ($0.decision ? 1 : 0, $0.probability, $1.name) > ($1.decision ? 1 : 0, $1.probability, $0.name) }
  }

  /// Whether the picture is no chest radiograph such as the model reads.
  public var isRefused: Bool { findings.contains { $0.refuses } }

  /// What the colours of ``overlay`` mean, such as "what speaks for PNEUMONIA (Grad-CAM)".
  var colors: String { heatMap.words(for: explained) }

  /// Whether the picture was read and called positive.
  var isPositive: Bool { !isRefused && reading.decision.positive }
}
