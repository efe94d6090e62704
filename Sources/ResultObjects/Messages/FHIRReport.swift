import Bundles
import Files
public import Foundation
import Inference
import Radiograph

/// A reading as a `DiagnosticReport` of FHIR R4 (<https://hl7.org/fhir/R4/diagnosticreport.html>) in JSON.
///
/// It holds its `Observation`s and the `Device` that made them; patient, order and study are named by their identifiers,
/// as the source has them. Keys are sorted, so that the same reading always gives the same bytes.
public enum FHIRReport {
  /// The report of a reading, which nobody has verified; one of a picture that was refused says why, and holds no figure.
  ///
  /// - Throws: `EncodingError` where a figure is no number.
  public static func data(_ reading: ObjectReading, of source: SourceObject) throws -> Data {
    try JSONLine.bytes(Content(reading, source).report)
  }
}

private struct Content {
  private let reading: ObjectReading
  private let source: SourceObject
  private let issued: String

  private enum ID {
    static let device = "device"
    static let finding = "finding"
    static let probability = "probability"
  }

  init(_ reading: ObjectReading, _ source: SourceObject) {
    self.reading = reading
    self.source = source
    issued = reading.time.formatted(.iso8601)
  }

  private var study: FHIRReference { .named("ImagingStudy", FHIRIdentifier(uid: source.study)) }

  private var subject: FHIRReference? {
    source.patientID.map { id in
      .named("Patient", FHIRIdentifier(id, assigner: source.issuer.map { .init(display: $0) }))
    }
  }

  private var order: FHIRReference? {
    source.accessionNumber.map { number in
      let type = FHIRCodeableConcept(FHIRCoding("ACSN", FHIRSystem.identifierType, "Accession ID"))
      return .named("ServiceRequest", FHIRIdentifier(number, type: type))
    }
  }

  // MARK: - Resources

  var report: FHIRDiagnosticReport {
    let model = reading.reading.model
    let uid = DerivedUID.uid(of: "instance", "fhir", source.sopInstance, model.name, "\(model.version)")
    let observations = reading.isRefused ? [refusal] : [finding, probability] + others
    return FHIRDiagnosticReport(
      id: uid,
      text: FHIRNarrative([
        ("Findings", reading.report.findings), ("Impression", reading.report.impression),
      ]),
      contained: [.device(device)] + observations.map { .observation($0) },
      identifier: [FHIRIdentifier("urn:oid:\(uid)", system: FHIRSystem.uri)],
      code: FHIRCodeableConcept(.chestRadiography), basedOn: order.map { [$0] }, subject: subject,
      effectiveDateTime: source.studyDate.flatMap(StudyDate.init)?.iso, issued: issued,
      result: observations.map { .contained($0.id) }, imagingStudy: [study],
      conclusion: reading.report.impression.joined(separator: "\n"))
  }

  private var device: FHIRDevice {
    let model = reading.reading.model
    return FHIRDevice(
      id: ID.device, manufacturer: Equipment.name,
      deviceName: [
        .init(name: Equipment.name, type: "manufacturer-name"), .init(name: model.name, type: "model-name"),
      ],
      version: [
        .init(type: FHIRCodeableConcept(text: "program"), value: ProductVersion.current),
        .init(type: FHIRCodeableConcept(text: "model"), value: "\(model.version)"),
      ],
      note: [FHIRAnnotation(text: ReportText.disclaimer)])
  }

  /// Whether the positive class is there, as the operating point has it.
  private var finding: FHIRObservation {
    var observation = presence(ID.finding, of: reading.positiveClass, reading.reading.decision.positive)
    observation.note = (reading.findings.map(\.message) + [ReportText.disclaimer]).map { FHIRAnnotation(text: $0) }
    return observation
  }

  /// Whether each class or finding is there, with its probability and threshold, where there are more than two classes.
  private var others: [FHIRObservation] {
    reading.otherFindings.enumerated().map { index, finding in
      var observation = presence("\(ID.finding)-\(index + 1)", of: finding.name, finding.decision)
      observation.component = [(ConceptCode.probability, finding.probability), (.threshold, finding.threshold)]
        .map { .init(code: FHIRCodeableConcept($0), valueQuantity: FHIRQuantity(share: $1)) }
      return observation
    }
  }

  private func presence(_ id: String, of name: String, _ isPresent: Bool) -> FHIRObservation {
    let interpretation =
      isPresent
      ? FHIRCoding("POS", FHIRSystem.interpretation, "Positive")
      : FHIRCoding("NEG", FHIRSystem.interpretation, "Negative")
    var observation = observation(id, FHIRCodeableConcept(ClassCode.concept(of: name)))
    observation.valueCodeableConcept = FHIRCodeableConcept(isPresent ? .present : .absent)
    observation.interpretation = [FHIRCodeableConcept(interpretation)]
    return observation
  }

  /// The positive class's probability, and the threshold that it was held against.
  private var probability: FHIRObservation {
    let numbers: [(ConceptCode, Double?)] = [
      (.threshold, reading.reading.decision.threshold), (.thresholdLowerLimit, reading.thresholdInterval?.lowerBound),
      (.thresholdUpperLimit, reading.thresholdInterval?.upperBound),
      (.repeatability, reading.reading.uncertainty?.repeatability),
      (.disagreement, reading.reading.uncertainty?.disagreement),
    ]
    var observation = observation(ID.probability, FHIRCodeableConcept(.probability))
    observation.valueQuantity = FHIRQuantity(share: reading.probability)
    observation.component = numbers.compactMap { code, value in
      value.map { .init(code: FHIRCodeableConcept(code), valueQuantity: FHIRQuantity(share: $0)) }
    }
    observation.note = [reading.probabilityNote, ReportText.disclaimer].compactMap { $0 }.map(FHIRAnnotation.init)
    return observation
  }

  /// What stands in the finding's place where the picture was refused.
  private var refusal: FHIRObservation {
    var observation = observation(ID.finding, FHIRCodeableConcept(ClassCode.concept(of: reading.positiveClass)))
    observation.dataAbsentReason = FHIRCodeableConcept(
      FHIRCoding("not-performed", FHIRSystem.absence, "Not Performed"), text: reading.report.findings.first)
    observation.note = [FHIRAnnotation(text: ReportText.disclaimer)]
    return observation
  }

  private func observation(_ id: String, _ code: FHIRCodeableConcept) -> FHIRObservation {
    FHIRObservation(
      id: id, code: code, subject: subject, issued: issued, device: .contained(ID.device), derivedFrom: [study])
  }
}
