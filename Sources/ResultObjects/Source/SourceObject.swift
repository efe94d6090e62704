public import Radiograph

/// What an object of the archive says of itself, its study and its patient.
///
/// Read are the elements before the pixel data; what identifies patient and study is kept as the bytes that came, for
/// results to carry over, and nothing of it stands in an error.
public struct SourceObject: Sendable {
  /// SOP Class UID (0008,0016).
  public let sopClass: String
  /// SOP Instance UID (0008,0018).
  public let sopInstance: String
  /// Study Instance UID (0020,000D).
  public let study: String
  /// Series Instance UID (0020,000E).
  public let series: String
  /// Patient ID (0010,0020).
  public let patientID: String?
  /// Issuer of Patient ID (0010,0021).
  public let issuer: String?
  /// Study Date (0008,0020), `YYYYMMDD`.
  public let studyDate: String?
  /// Accession Number (0008,0050).
  public let accessionNumber: String?
  /// How the picture was taken.
  public let acquisition: Acquisition
  /// Columns and rows.
  public let size: ImageSize

  /// The elements that were asked for.
  private let elements: DataSet
  /// The characters of ``elements``.
  let characterSet: SpecificCharacterSet

  /// The most bytes that are kept of an object.
  fileprivate static let byteLimit = 1 << 20

  /// Reads an object in memory.
  ///
  /// - Throws: `RadiographError` if the bytes are no DICOM object, are damaged or end before the pixel data; ``ResultError``
  ///   if the object lacks a UID or a size, or its UIDs or values can't be written again.
  public init(contentsOf bytes: [UInt8]) throws {
    let read = try DICOMElements(of: bytes, wanted: Self.wanted, sequences: Self.sequences)
    let elements = try DataSet(read.values, attributes: Self.byTag)
    let terms = elements.bytes(.characterSet).map { SpecificCharacterSet.terms(of: $0) } ?? []
    let characterSet = SpecificCharacterSet(terms: terms)
    func uid(_ attribute: Attribute, _ name: ResultError.UIDName) throws(ResultError) -> String {
      try DICOMUID.checked(elements.bytes(attribute), name)
    }
    sopClass = try uid(.sopClass, .sopClass)
    sopInstance = try uid(.sopInstance, .sopInstance)
    study = try uid(.studyInstance, .study)
    series = try uid(.seriesInstance, .series)
    guard let columns = elements.unsignedShort(.columns), let rows = elements.unsignedShort(.rows), columns > 0,
      rows > 0
    else { throw ResultError.noSize }
    size = ImageSize(width: columns, height: rows)
    acquisition = read.acquisition
    self.elements = elements
    self.characterSet = characterSet
    func text(_ attribute: Attribute) -> String? { elements.text(attribute, in: characterSet) }
    patientID = text(.patientID)
    issuer = text(.issuerOfPatientID)
    studyDate = text(.studyDate)
    accessionNumber = text(.accessionNumber)
  }

  /// Whether the picture is grey, as a grey-scale presentation state needs it.
  public var isGrayscale: Bool {
    text(.photometricInterpretation).map { $0 == "MONOCHROME1" || $0 == "MONOCHROME2" } ?? false
  }
}

// MARK: - Who it is, for messages to systems that know the patient

extension SourceObject {
  /// Patient's Name (0010,0010) with its carets; never for a log, an error or a picture.
  package var patientName: String? { text(.patientName) }
  /// Patient's Birth Date (0010,0030), `YYYYMMDD`.
  package var patientBirthDate: String? { text(.patientBirthDate) }
  /// Patient's Sex (0010,0040).
  package var patientSex: String? { text(.patientSex) }
}

// MARK: - What results take over

extension SourceObject {
  /// The text of an element without the spaces about it; nil where it is missing or empty.
  func text(_ attribute: Attribute) -> String? {
    elements.text(attribute, in: characterSet)
  }

  /// The first number of an element of 16-bit numbers.
  func unsignedShort(_ attribute: Attribute) -> Int? {
    elements.unsignedShort(attribute)
  }

  /// An element as it came; nil where it is missing.
  func value(_ attribute: Attribute) -> DataSet.Value? {
    elements[attribute]
  }

  /// Patient and study as they came, with the character set of their text.
  var identity: DataSet {
    var identity = DataSet()
    for attribute in Attribute.neverAbsent { identity[attribute] = .empty }
    for attribute in Attribute.carried + [.characterSet] {
      if let value = elements[attribute] { identity[attribute] = value }
    }
    return identity
  }
}

// MARK: - What is read

extension SourceObject {
  /// What results are made of beside ``Attribute/carried``.
  private static let own: [Attribute] = [
    .characterSet, .sopClass, .sopInstance, .seriesInstance, .instanceNumber,
    .photometricInterpretation, .rows, .columns, .pixelRepresentation, .burnedInAnnotation,
    .lossyImageCompression, .lossyImageCompressionRatio, .lossyImageCompressionMethod, .pixelAspectRatio, .windowCenter,
    .windowWidth, .rescaleIntercept, .rescaleSlope, .rescaleType, .voiLUTFunction, .modalityLUT, .modalityLUTType,
    .voiLUT, .lutDescriptor, .lutExplanation, .lutData,
  ]

  private static let byTag = Dictionary(
    (Attribute.carried + Attribute.inCarriedItems + own).map { ($0.tag, $0) }, uniquingKeysWith: { first, _ in first })
  private static let sequences = Set(byTag.values.filter { $0.representation == .sequence }.map(\.tag))
  private static let wanted = Set(byTag.keys).subtracting(sequences)
}

extension DataSet {
  /// What was read of an object.
  fileprivate init(
    _ values: [DICOMTag: DICOMElements.Value], attributes: [DICOMTag: Attribute]
  ) throws(ResultError) {
    self.init()
    for (tag, value) in values {
      guard let attribute = attributes[tag] else { continue }
      self[attribute] = try Value(value, of: attribute, attributes: attributes)
    }
    let count = byteCount
    guard count <= SourceObject.byteLimit else {
      throw .tooMuchToCarry(count: count, limit: SourceObject.byteLimit)
    }
  }

  private var byteCount: Int {
    elements.values.reduce(0) { sum, value in
      switch value {
      case .raw(let bytes): sum + bytes.count
      case .items(let items): items.reduce(sum) { $0 + 8 + $1.byteCount }
      default: sum
      }
    }
  }

  fileprivate func bytes(_ attribute: Attribute) -> [UInt8]? {
    if case .raw(let bytes) = self[attribute] { bytes } else { nil }
  }

  fileprivate func unsignedShort(_ attribute: Attribute) -> Int? {
    guard let bytes = bytes(attribute), bytes.count >= 2 else { return nil }
    return Int(bytes[0]) | Int(bytes[1]) << 8
  }

  fileprivate func text(_ attribute: Attribute, in characterSet: SpecificCharacterSet) -> String? {
    guard let bytes = bytes(attribute) else { return nil }
    let text = characterSet.decoded(bytes)
    let isPadding: (Character) -> Bool = { $0 == " " || $0 == "\0" }
    let trimmed = text.drop(while: isPadding).reversed().drop(while: isPadding).reversed()
    return trimmed.isEmpty ? nil : String(trimmed)
  }
}

extension DataSet.Value {
  fileprivate init(
    _ value: DICOMElements.Value, of attribute: Attribute, attributes: [DICOMTag: Attribute]
  ) throws(ResultError) {
    switch value {
    case .bytes(let bytes):
      guard attribute.representation.hasLongLength || bytes.count <= 0xFFFE else {
        throw .overlongValue(group: attribute.tag.group, element: attribute.tag.element, count: bytes.count)
      }
      self = .raw(bytes)
    case .items(let items):
      var read: [DataSet] = []
      for item in items { read.append(try DataSet(item, attributes: attributes)) }
      self = .items(read)
    }
  }
}
