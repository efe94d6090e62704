// The resources of FHIR R4 (4.0.1, <https://hl7.org/fhir/R4/>) that a report is made of, as far as it uses them.

/// A finding or a figure.
struct FHIRObservation: Encodable {
  /// A figure that belongs to an observation.
  struct Component: Encodable {
    let code: FHIRCodeableConcept
    let valueQuantity: FHIRQuantity
  }

  let resourceType = "Observation"
  let id: String
  let status = "preliminary"
  let category = [FHIRCodeableConcept(FHIRCoding("imaging", FHIRSystem.observationCategory, "Imaging"))]
  let code: FHIRCodeableConcept
  var subject: FHIRReference?
  var issued: String?
  var valueCodeableConcept: FHIRCodeableConcept?
  var valueQuantity: FHIRQuantity?
  var dataAbsentReason: FHIRCodeableConcept?
  var interpretation: [FHIRCodeableConcept]?
  var note: [FHIRAnnotation]?
  var device: FHIRReference?
  var derivedFrom: [FHIRReference]?
  var component: [Component]?

  private enum CodingKeys: String, CodingKey {
    case resourceType, id, status, category, code, subject, issued, valueCodeableConcept, valueQuantity
    case dataAbsentReason, interpretation, note, device, derivedFrom, component
  }
}

/// The program and the model that observed.
struct FHIRDevice: Encodable {
  struct Name: Encodable {
    let name: String
    let type: String
  }

  struct Version: Encodable {
    let type: FHIRCodeableConcept
    let value: String
  }

  let resourceType = "Device"
  let id: String
  let manufacturer: String
  let deviceName: [Name]
  let version: [Version]
  let note: [FHIRAnnotation]

  private enum CodingKeys: String, CodingKey { case resourceType, id, manufacturer, deviceName, version, note }
}

/// Something that a report holds within itself.
enum FHIRContained: Encodable {
  case device(FHIRDevice)
  case observation(FHIRObservation)

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .device(let device): try device.encode(to: encoder)
    case .observation(let observation): try observation.encode(to: encoder)
    }
  }
}

/// What was made of a study, in all.
struct FHIRDiagnosticReport: Encodable {
  let resourceType = "DiagnosticReport"
  let id: String
  let text: FHIRNarrative
  let contained: [FHIRContained]
  let identifier: [FHIRIdentifier]
  let status = "preliminary"
  let category = [FHIRCodeableConcept(FHIRCoding("RAD", FHIRSystem.diagnosticService, "Radiology"))]
  let code: FHIRCodeableConcept
  var basedOn: [FHIRReference]?
  var subject: FHIRReference?
  var effectiveDateTime: String?
  let issued: String
  let result: [FHIRReference]
  let imagingStudy: [FHIRReference]
  let conclusion: String

  private enum CodingKeys: String, CodingKey {
    case resourceType, id, text, contained, identifier, status, category, code, basedOn, subject, effectiveDateTime
    case issued, result, imagingStudy, conclusion
  }
}

/// Addresses of code systems that only FHIR has.
enum FHIRSystem {
  static let observationCategory = "http://terminology.hl7.org/CodeSystem/observation-category"
  static let diagnosticService = "http://terminology.hl7.org/CodeSystem/v2-0074"
  static let interpretation = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
  static let absence = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
  static let identifierType = "http://terminology.hl7.org/CodeSystem/v2-0203"
  static let uri = "urn:ietf:rfc:3986"
}
