import Radiograph

/// An attribute of the standard's data dictionary (PS3.6): its tag and how its values are written.
struct Attribute: Sendable, Hashable {
  let tag: DICOMTag
  let representation: ValueRepresentation

  /// The attribute (`group`,`element`).
  init(_ group: UInt16, _ element: UInt16, _ representation: ValueRepresentation) {
    tag = DICOMTag(group, element)
    self.representation = representation
  }
}

// MARK: - File meta information (PS3.10 section 7.1)

extension Attribute {
  static let metaInformationLength = Attribute(0x0002, 0x0000, .unsignedLong)
  static let metaInformationVersion = Attribute(0x0002, 0x0001, .bytes)
  static let mediaSOPClass = Attribute(0x0002, 0x0002, .uid)
  static let mediaSOPInstance = Attribute(0x0002, 0x0003, .uid)
  static let transferSyntax = Attribute(0x0002, 0x0010, .uid)
  static let implementationClass = Attribute(0x0002, 0x0012, .uid)
  static let implementationVersion = Attribute(0x0002, 0x0013, .shortString)
}

// MARK: - SOP common, series and equipment modules (PS3.3 C.12.1, C.7.3, C.7.5)

extension Attribute {
  static let characterSet = Attribute(0x0008, 0x0005, .codeString)
  static let instanceCreationDate = Attribute(0x0008, 0x0012, .date)
  static let instanceCreationTime = Attribute(0x0008, 0x0013, .time)
  static let instanceCreator = Attribute(0x0008, 0x0014, .uid)
  static let sopClass = Attribute(0x0008, 0x0016, .uid)
  static let sopInstance = Attribute(0x0008, 0x0018, .uid)
  static let contentDate = Attribute(0x0008, 0x0023, .date)
  static let contentTime = Attribute(0x0008, 0x0033, .time)
  static let modality = Attribute(0x0008, 0x0060, .codeString)
  static let manufacturer = Attribute(0x0008, 0x0070, .longString)
  static let timezoneOffset = Attribute(0x0008, 0x0201, .shortString)
  static let seriesDescription = Attribute(0x0008, 0x103E, .longString)
  static let manufacturerModel = Attribute(0x0008, 0x1090, .longString)
  static let referencedPerformedProcedureStep = Attribute(0x0008, 0x1111, .sequence)
  static let bodyPart = Attribute(0x0018, 0x0015, .codeString)
  static let deviceSerialNumber = Attribute(0x0018, 0x1000, .longString)
  static let softwareVersions = Attribute(0x0018, 0x1020, .longString)
  static let studyInstance = Attribute(0x0020, 0x000D, .uid)
  static let seriesInstance = Attribute(0x0020, 0x000E, .uid)
  static let seriesNumber = Attribute(0x0020, 0x0011, .integerString)
  static let laterality = Attribute(0x0020, 0x0060, .codeString)
  static let instanceNumber = Attribute(0x0020, 0x0013, .integerString)
}

// MARK: - Codes (PS3.3 section 8)

extension Attribute {
  static let codeValue = Attribute(0x0008, 0x0100, .shortString)
  static let codingSchemeDesignator = Attribute(0x0008, 0x0102, .shortString)
  static let codingSchemeVersion = Attribute(0x0008, 0x0103, .shortString)
  static let codeMeaning = Attribute(0x0008, 0x0104, .longString)
  static let mappingResource = Attribute(0x0008, 0x0105, .codeString)
  static let codingSchemeIdentification = Attribute(0x0008, 0x0110, .sequence)
  static let codingSchemeUID = Attribute(0x0008, 0x010C, .uid)
  static let codingSchemeName = Attribute(0x0008, 0x0115, .shortText)
  static let codingSchemeOrganization = Attribute(0x0008, 0x0116, .shortText)
  static let contextIdentifier = Attribute(0x0008, 0x010F, .codeString)
  static let contextUID = Attribute(0x0008, 0x0117, .uid)
  static let longCodeValue = Attribute(0x0008, 0x0119, .unlimitedCharacters)
  static let mappingResourceUID = Attribute(0x0008, 0x0118, .uid)
  static let templateIdentifier = Attribute(0x0040, 0xDB00, .codeString)
}

// MARK: - References (PS3.3 table 10-11)

extension Attribute {
  static let referencedSeries = Attribute(0x0008, 0x1115, .sequence)
  static let referencedImage = Attribute(0x0008, 0x1140, .sequence)
  static let referencedSOPClass = Attribute(0x0008, 0x1150, .uid)
  static let referencedSOPInstance = Attribute(0x0008, 0x1155, .uid)
  static let referencedFrame = Attribute(0x0008, 0x1160, .integerString)
  static let referencedSOP = Attribute(0x0008, 0x1199, .sequence)
}

// MARK: - SR document modules (PS3.3 C.17)

extension Attribute {
  static let measurementUnits = Attribute(0x0040, 0x08EA, .sequence)
  static let relationshipType = Attribute(0x0040, 0xA010, .codeString)
  static let valueType = Attribute(0x0040, 0xA040, .codeString)
  static let conceptName = Attribute(0x0040, 0xA043, .sequence)
  static let continuityOfContent = Attribute(0x0040, 0xA050, .codeString)
  static let uidValue = Attribute(0x0040, 0xA124, .uid)
  static let textValue = Attribute(0x0040, 0xA160, .unlimitedText)
  static let floatingPointValue = Attribute(0x0040, 0xA161, .double)
  static let conceptCode = Attribute(0x0040, 0xA168, .sequence)
  static let purposeOfReference = Attribute(0x0040, 0xA170, .sequence)
  static let measuredValue = Attribute(0x0040, 0xA300, .sequence)
  static let numericValue = Attribute(0x0040, 0xA30A, .decimalString)
  static let performedProcedureCode = Attribute(0x0040, 0xA372, .sequence)
  static let currentRequestedProcedureEvidence = Attribute(0x0040, 0xA375, .sequence)
  static let completionFlag = Attribute(0x0040, 0xA491, .codeString)
  static let completionFlagDescription = Attribute(0x0040, 0xA492, .longString)
  static let verificationFlag = Attribute(0x0040, 0xA493, .codeString)
  static let preliminaryFlag = Attribute(0x0040, 0xA496, .codeString)
  static let contentTemplate = Attribute(0x0040, 0xA504, .sequence)
  static let content = Attribute(0x0040, 0xA730, .sequence)
}

// MARK: - Image modules (PS3.3 C.7.6, C.8.6)

extension Attribute {
  static let imageType = Attribute(0x0008, 0x0008, .codeString)
  static let conversionType = Attribute(0x0008, 0x0064, .codeString)
  static let derivationDescription = Attribute(0x0008, 0x2111, .shortText)
  static let sourceImage = Attribute(0x0008, 0x2112, .sequence)
  static let patientOrientation = Attribute(0x0020, 0x0020, .codeString)
  static let samplesPerPixel = Attribute(0x0028, 0x0002, .unsignedShort)
  static let photometricInterpretation = Attribute(0x0028, 0x0004, .codeString)
  static let planarConfiguration = Attribute(0x0028, 0x0006, .unsignedShort)
  static let rows = Attribute(0x0028, 0x0010, .unsignedShort)
  static let columns = Attribute(0x0028, 0x0011, .unsignedShort)
  static let bitsAllocated = Attribute(0x0028, 0x0100, .unsignedShort)
  static let bitsStored = Attribute(0x0028, 0x0101, .unsignedShort)
  static let highBit = Attribute(0x0028, 0x0102, .unsignedShort)
  static let pixelRepresentation = Attribute(0x0028, 0x0103, .unsignedShort)
  static let burnedInAnnotation = Attribute(0x0028, 0x0301, .codeString)
  static let lossyImageCompression = Attribute(0x0028, 0x2110, .codeString)
  static let lossyImageCompressionRatio = Attribute(0x0028, 0x2112, .decimalString)
  static let lossyImageCompressionMethod = Attribute(0x0028, 0x2114, .codeString)
  static let pixelData = Attribute(0x7FE0, 0x0010, .bytes)
}

// MARK: - Grey-scale transformations (PS3.3 C.11)

extension Attribute {
  static let pixelAspectRatio = Attribute(0x0028, 0x0034, .integerString)
  static let windowCenter = Attribute(0x0028, 0x1050, .decimalString)
  static let windowWidth = Attribute(0x0028, 0x1051, .decimalString)
  static let rescaleIntercept = Attribute(0x0028, 0x1052, .decimalString)
  static let rescaleSlope = Attribute(0x0028, 0x1053, .decimalString)
  static let rescaleType = Attribute(0x0028, 0x1054, .longString)
  static let voiLUTFunction = Attribute(0x0028, 0x1056, .codeString)
  static let modalityLUT = Attribute(0x0028, 0x3000, .sequence)
  static let lutDescriptor = Attribute(0x0028, 0x3002, .unsignedShort)
  /// The same for tables whose inputs may be negative.
  static let signedLUTDescriptor = Attribute(0x0028, 0x3002, .signedShort)
  static let lutExplanation = Attribute(0x0028, 0x3003, .longString)
  static let modalityLUTType = Attribute(0x0028, 0x3004, .longString)
  static let lutData = Attribute(0x0028, 0x3006, .words)
  static let voiLUT = Attribute(0x0028, 0x3010, .sequence)
  static let softcopyVOILUT = Attribute(0x0028, 0x3110, .sequence)
  static let presentationLUTShape = Attribute(0x2050, 0x0020, .codeString)
}

// MARK: - Presentation state modules (PS3.3 C.10, C.11.10)

extension Attribute {
  static let graphicAnnotation = Attribute(0x0070, 0x0001, .sequence)
  static let graphicLayerName = Attribute(0x0070, 0x0002, .codeString)
  static let boundingBoxUnits = Attribute(0x0070, 0x0003, .codeString)
  static let graphicUnits = Attribute(0x0070, 0x0005, .codeString)
  static let unformattedText = Attribute(0x0070, 0x0006, .shortText)
  static let textObject = Attribute(0x0070, 0x0008, .sequence)
  static let graphicObject = Attribute(0x0070, 0x0009, .sequence)
  static let boundingBoxTopLeft = Attribute(0x0070, 0x0010, .float)
  static let boundingBoxBottomRight = Attribute(0x0070, 0x0011, .float)
  static let boundingBoxJustification = Attribute(0x0070, 0x0012, .codeString)
  static let graphicDimensions = Attribute(0x0070, 0x0020, .unsignedShort)
  static let numberOfGraphicPoints = Attribute(0x0070, 0x0021, .unsignedShort)
  static let graphicData = Attribute(0x0070, 0x0022, .float)
  static let graphicType = Attribute(0x0070, 0x0023, .codeString)
  static let graphicFilled = Attribute(0x0070, 0x0024, .codeString)
  static let displayedAreaTopLeft = Attribute(0x0070, 0x0052, .signedLong)
  static let displayedAreaBottomRight = Attribute(0x0070, 0x0053, .signedLong)
  static let displayedAreaSelection = Attribute(0x0070, 0x005A, .sequence)
  static let graphicLayer = Attribute(0x0070, 0x0060, .sequence)
  static let graphicLayerOrder = Attribute(0x0070, 0x0062, .integerString)
  static let graphicLayerDescription = Attribute(0x0070, 0x0068, .longString)
  static let contentLabel = Attribute(0x0070, 0x0080, .codeString)
  static let contentDescription = Attribute(0x0070, 0x0081, .longString)
  static let presentationCreationDate = Attribute(0x0070, 0x0082, .date)
  static let presentationCreationTime = Attribute(0x0070, 0x0083, .time)
  static let contentCreator = Attribute(0x0070, 0x0084, .personName)
  static let presentationSizeMode = Attribute(0x0070, 0x0100, .codeString)
  static let presentationPixelSpacing = Attribute(0x0070, 0x0101, .decimalString)
  static let presentationPixelAspectRatio = Attribute(0x0070, 0x0102, .integerString)
}
