// The concepts of the report: those of the standard (PS3.16) first, ours where it has none.

// MARK: - Document

extension ConceptCode {
  static let measurementReport = ConceptCode("126000", .dicom, "Imaging Measurement Report")
  static let language = ConceptCode("121049", .dicom, "Language of Content Item and Descendants")
  static let english = ConceptCode("en", .languages, "English")
  static let procedureReported = ConceptCode("121058", .dicom, "Procedure reported")
  static let chestRadiography = ConceptCode("399208008", .snomed, "Plain chest X-ray")
  static let radiography = ConceptCode("363680008", .snomed, "Radiographic imaging procedure")
}

// MARK: - Who observed (TID 1002, 1004)

extension ConceptCode {
  static let observerType = ConceptCode("121005", .dicom, "Observer Type")
  static let device = ConceptCode("121007", .dicom, "Device")
  static let deviceUID = ConceptCode("121012", .dicom, "Device Observer UID")
  static let deviceName = ConceptCode("121013", .dicom, "Device Observer Name")
  static let deviceManufacturer = ConceptCode("121014", .dicom, "Device Observer Manufacturer")
  static let deviceModel = ConceptCode("121015", .dicom, "Device Observer Model Name")
}

// MARK: - Images (TID 1600 to 1602)

extension ConceptCode {
  static let imageLibrary = ConceptCode("111028", .dicom, "Image Library")
  static let imageLibraryGroup = ConceptCode("126200", .dicom, "Image Library Group")
  static let sourceImage = ConceptCode("260753009", .snomed, "Source")
  static let modality = ConceptCode("121139", .dicom, "Modality")
  static let rows = ConceptCode("110910", .dicom, "Pixel Data Rows")
  static let columns = ConceptCode("110911", .dicom, "Pixel Data Columns")
  static let pixels = ConceptCode("{pixels}", .units, "Pixels")
  static let forProcessing = ConceptCode("121322", .dicom, "Source image for image processing operation")
}

// MARK: - Measurements (TID 1501, 300, 4019)

extension ConceptCode {
  static let imagingMeasurements = ConceptCode("126010", .dicom, "Imaging Measurements")
  static let measurementGroup = ConceptCode("125007", .dicom, "Measurement Group")
  static let trackingIdentifier = ConceptCode("112039", .dicom, "Tracking Identifier")
  static let trackingUID = ConceptCode("112040", .dicom, "Tracking Unique Identifier")
  static let finding = ConceptCode("121071", .dicom, "Finding")
  static let algorithmName = ConceptCode("111001", .dicom, "Algorithm Name")
  static let algorithmVersion = ConceptCode("111003", .dicom, "Algorithm Version")
  static let algorithmParameters = ConceptCode("111002", .dicom, "Algorithm Parameters")
  static let probability = ConceptCode("122157", .dicom, "Probability")
  static let threshold = ConceptCode("122411", .dicom, "Threshold Value")
  static let noUnits = ConceptCode("1", .units, "no units")
  static let presence = ConceptCode("121052", .dicom, "Presence of property")
  static let present = ConceptCode("52101004", .snomed, "Present")
  static let absent = ConceptCode("272519000", .snomed, "Absent")
  static let sourceOfMeasurement = ConceptCode("121112", .dicom, "Source of Measurement")
}

// MARK: - In words

extension ConceptCode {
  static let qualitativeEvaluations = ConceptCode("C0034375", .umls, "Qualitative Evaluations")
  static let impression = ConceptCode("121073", .dicom, "Impression")
  static let comment = ConceptCode("121106", .dicom, "Comment")
}

// MARK: - Ours

extension ConceptCode {
  static let thresholdLowerLimit = ConceptCode(
    "THRESHOLD-LOWER", .hilum, "Lower limit of the threshold's 95 % interval")
  static let thresholdUpperLimit = ConceptCode(
    "THRESHOLD-UPPER", .hilum, "Upper limit of the threshold's 95 % interval")
  static let repeatability = ConceptCode("REPEATABILITY", .hilum, "Standard deviation over varied views of the picture")
  static let disagreement = ConceptCode("DISAGREEMENT", .hilum, "Standard deviation among the models of an ensemble")
  static let qualityNote = ConceptCode("QUALITY-NOTE", .hilum, "Reason to doubt the reading")
  static let refusal = ConceptCode("REFUSAL", .hilum, "Reason why the picture was refused")
}
