/// A coded concept (PS3.3 section 8.8).
struct ConceptCode: Sendable, Hashable {
  /// A coding scheme by its designator.
  enum Scheme: String, Sendable, CaseIterable {
    case dicom = "DCM"
    case snomed = "SCT"
    case units = "UCUM"
    case umls = "UMLS"
    case languages = "RFC5646"
    case hilum = "99HILUM"
  }

  let value: String
  let scheme: Scheme
  let meaning: String

  /// The code `value` of a scheme.
  init(_ value: String, _ scheme: Scheme, _ meaning: String) {
    self.value = value
    self.scheme = scheme
    self.meaning = meaning
  }

  /// The item of a code sequence; a value of more than 16 characters is a long code value.
  var item: DataSet {
    var item = DataSet()
    item[value.count > 16 ? .longCodeValue : .codeValue] = .text(value)
    item[.codingSchemeDesignator] = .text(scheme.rawValue)
    item[.codeMeaning] = .text(meaning)
    return item
  }
}

extension ConceptCode.Scheme {
  /// The item of the Coding Scheme Identification Sequence (PS3.3 C.12.1).
  var item: DataSet {
    var item = DataSet()
    item[.codingSchemeDesignator] = .text(rawValue)
    item[.codingSchemeUID] = .text(uid)
    item[.codingSchemeName] = .text(name)
    if self == .hilum { item[.codingSchemeOrganization] = .text(Equipment.name) }
    return item
  }

  private var uid: String {
    switch self {
    case .dicom: "1.2.840.10008.2.16.4"
    case .snomed: "2.16.840.1.113883.6.96"
    case .units: "2.16.840.1.113883.6.8"
    case .umls: "2.16.840.1.113883.6.86"
    case .languages: "2.16.840.1.113883.6.316"
    case .hilum: DerivedUID.codingScheme
    }
  }

  private var name: String {
    switch self {
    case .dicom: "DICOM Controlled Terminology"
    case .snomed: "SNOMED CT"
    case .units: "Unified Code for Units of Measure"
    case .umls: "Unified Medical Language System"
    case .languages: "Tags for Identifying Languages"
    case .hilum: "Hilum's own concepts"
    }
  }
}
