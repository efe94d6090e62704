// The data types of FHIR R4 (4.0.1, <https://hl7.org/fhir/R4/datatypes.html>) that a report is made of, as far as it uses
// them. Keys are the standard's.

/// A code of a code system.
struct FHIRCoding: Encodable {
  var system: String?
  let code: String
  var display: String?

  init(_ code: String, _ system: String?, _ display: String? = nil) {
    self.code = code
    self.system = system
    self.display = display
  }

  /// A concept of the DICOM objects; our own have no address that is known to others.
  init(_ concept: ConceptCode) { self.init(concept.value, concept.scheme.address, concept.meaning) }
}

/// A concept in codes, in words, or both.
struct FHIRCodeableConcept: Encodable {
  var coding: [FHIRCoding]?
  var text: String?

  init(_ coding: FHIRCoding, text: String? = nil) {
    self.coding = [coding]
    self.text = text
  }

  init(_ concept: ConceptCode) { self.init(FHIRCoding(concept)) }

  init(text: String) { self.text = text }
}

/// A name by which others know something.
struct FHIRIdentifier: Encodable {
  var type: FHIRCodeableConcept?
  var system: String?
  let value: String
  var assigner: Assigner?

  /// The organization that gives such names, in words.
  struct Assigner: Encodable {
    let display: String
  }

  init(_ value: String, system: String? = nil, type: FHIRCodeableConcept? = nil, assigner: Assigner? = nil) {
    self.value = value
    self.system = system
    self.type = type
    self.assigner = assigner
  }

  /// A DICOM UID, as PS3.18 and FHIR's `ImagingStudy` write it.
  init(uid: String) { self.init("urn:oid:\(uid)", system: "urn:dicom:uid") }
}

/// A pointer to another resource: inside the same one, or by a name that it is known by.
struct FHIRReference: Encodable {
  var reference: String?
  var type: String?
  var identifier: FHIRIdentifier?

  /// A resource that is contained in the same one.
  static func contained(_ id: String) -> FHIRReference { FHIRReference(reference: "#\(id)") }

  /// A resource elsewhere, by its name.
  static func named(_ type: String, _ identifier: FHIRIdentifier) -> FHIRReference {
    FHIRReference(type: type, identifier: identifier)
  }
}

/// A number with its unit.
struct FHIRQuantity: Encodable {
  let value: Double
  let unit: String
  let system: String
  let code: String

  /// A number without dimension.
  init(share value: Double) {
    self.value = value
    unit = ConceptCode.noUnits.meaning
    system = "http://unitsofmeasure.org"
    code = ConceptCode.noUnits.value
  }
}

/// A remark.
struct FHIRAnnotation: Encodable {
  let text: String
}

/// What people read of a resource.
struct FHIRNarrative: Encodable {
  let status = "generated"
  let div: String

  private enum CodingKeys: String, CodingKey { case status, div }

  /// Headings with paragraphs.
  init(_ sections: [(heading: String, sentences: [String])]) {
    let body = sections.map { section in
      "<h3>\(section.heading.escapedForXHTML)</h3>"
        + section.sentences.map { "<p>\($0.escapedForXHTML)</p>" }.joined()
    }
    div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">\(body.joined())</div>"
  }
}

extension String {
  fileprivate var escapedForXHTML: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

extension ConceptCode.Scheme {
  /// The code system's address in FHIR; nil for our own.
  fileprivate var address: String? {
    switch self {
    case .dicom: "http://dicom.nema.org/resources/ontology/DCM"
    case .snomed: "http://snomed.info/sct"
    case .units: "http://unitsofmeasure.org"
    case .umls: "http://terminology.hl7.org/CodeSystem/umls"
    case .languages: "urn:ietf:bcp:47"
    case .hilum: nil
    }
  }
}
