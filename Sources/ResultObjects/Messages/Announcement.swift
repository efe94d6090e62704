import Files
public import Foundation
import Inference
import Metrics

/// What is told at a web address of a reading: who the picture is of, and what was made of it, in a few keys of JSON.
///
/// Keys are sorted, so that the same reading always gives the same bytes.
public enum Announcement {
  /// The announcement of a reading; one of a picture that was refused has no figures.
  ///
  /// - Throws: `EncodingError` where a figure is no number.
  public static func data(_ reading: ObjectReading, of source: SourceObject) throws -> Data {
    try JSONLine.bytes(Content(reading, source))
  }

  private struct Content: Encodable {
    let id: String
    let event = "reading"
    let time: String
    let study: String
    let series: String
    let instance: String
    let patientID: String?
    let issuer: String?
    let accessionNumber: String?
    let isRefused: Bool
    let finding: String
    let isPositive: Bool?
    let probability: Double?
    let threshold: Double?
    let task: ClassificationTask
    let findings: [Finding]?
    let report: ReportText
    let model: Reading.Model

    private enum CodingKeys: String, CodingKey {
      case id, event, time, finding, probability, threshold, task, findings, report, model
      case study = "study_instance_uid"
      case series = "series_instance_uid"
      case instance = "sop_instance_uid"
      case patientID = "patient_id"
      case issuer = "issuer_of_patient_id"
      case accessionNumber = "accession_number"
      case isRefused = "refused"
      case isPositive = "positive"
    }

    init(_ reading: ObjectReading, _ source: SourceObject) {
      let model = reading.reading.model
      id = DerivedUID.uid(of: "instance", "webhook", source.sopInstance, model.name, "\(model.version)")
      time = reading.time.formatted(.iso8601)
      study = source.study
      series = source.series
      instance = source.sopInstance
      patientID = source.patientID
      issuer = source.issuer
      accessionNumber = source.accessionNumber
      isRefused = reading.isRefused
      finding = reading.positiveClass
      isPositive = reading.isRefused ? nil : reading.reading.decision.positive
      probability = reading.isRefused ? nil : reading.probability
      threshold = reading.isRefused ? nil : reading.reading.decision.threshold
      task = reading.reading.task
      findings = reading.isRefused ? nil : reading.reading.findings
      report = reading.report
      self.model = model
    }

    /// Writes every key, `null` where there is nothing to say; `task` and `findings` only where there are more than two classes.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(event, forKey: .event)
      try container.encode(time, forKey: .time)
      try container.encode(study, forKey: .study)
      try container.encode(series, forKey: .series)
      try container.encode(instance, forKey: .instance)
      try container.encode(patientID, forKey: .patientID)
      try container.encode(issuer, forKey: .issuer)
      try container.encode(accessionNumber, forKey: .accessionNumber)
      try container.encode(isRefused, forKey: .isRefused)
      try container.encode(finding, forKey: .finding)
      try container.encode(isPositive, forKey: .isPositive)
      try container.encode(probability, forKey: .probability)
      try container.encode(threshold, forKey: .threshold)
      if task != .binary { try container.encode(task, forKey: .task) }
      try container.encodeIfPresent(findings, forKey: .findings)
      try container.encode(report, forKey: .report)
      try container.encode(model, forKey: .model)
    }
  }
}
