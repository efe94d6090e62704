// What names patient and study. These attributes are never made of anything: results have them as the source has them.

extension Attribute {
  static let patientName = Attribute(0x0010, 0x0010, .personName)
  static let patientID = Attribute(0x0010, 0x0020, .longString)
  static let issuerOfPatientID = Attribute(0x0010, 0x0021, .longString)
  static let patientBirthDate = Attribute(0x0010, 0x0030, .date)
  static let patientSex = Attribute(0x0010, 0x0040, .codeString)
  static let studyDate = Attribute(0x0008, 0x0020, .date)
  static let studyTime = Attribute(0x0008, 0x0030, .time)
  static let accessionNumber = Attribute(0x0008, 0x0050, .shortString)
  static let referringPhysician = Attribute(0x0008, 0x0090, .personName)
  static let procedureCode = Attribute(0x0008, 0x1032, .sequence)
  static let studyID = Attribute(0x0020, 0x0010, .shortString)

  /// Type 2 attributes of the patient and general study modules: written empty where the source lacks them.
  static let neverAbsent: [Attribute] = [
    studyDate, studyTime, accessionNumber, referringPhysician, patientName, patientID, patientBirthDate, patientSex,
    studyID,
  ]

  /// Patient and clinical trial subject modules (PS3.3 C.7.1.1, C.7.1.3).
  private static let patientModule: [Attribute] = [
    patientName, patientID, issuerOfPatientID, patientBirthDate, patientSex,
    Attribute(0x0008, 0x1120, .sequence),  // Referenced Patient
    Attribute(0x0010, 0x0022, .codeString),  // Type of Patient ID
    Attribute(0x0010, 0x0024, .sequence),  // Issuer of Patient ID Qualifiers
    Attribute(0x0010, 0x0032, .time),  // Patient's Birth Time
    Attribute(0x0010, 0x0033, .longString),  // Patient's Birth Date in Alternative Calendar
    Attribute(0x0010, 0x0034, .longString),  // Patient's Death Date in Alternative Calendar
    Attribute(0x0010, 0x0035, .codeString),  // Patient's Alternative Calendar
    Attribute(0x0010, 0x0200, .codeString),  // Quality Control Subject
    Attribute(0x0010, 0x1000, .longString),  // Other Patient IDs
    Attribute(0x0010, 0x1001, .personName),  // Other Patient Names
    Attribute(0x0010, 0x1002, .sequence),  // Other Patient IDs
    Attribute(0x0010, 0x2160, .shortString),  // Ethnic Group
    Attribute(0x0010, 0x2201, .longString),  // Patient Species Description
    Attribute(0x0010, 0x2202, .sequence),  // Patient Species Code
    Attribute(0x0010, 0x2292, .longString),  // Patient Breed Description
    Attribute(0x0010, 0x2293, .sequence),  // Patient Breed Code
    Attribute(0x0010, 0x2294, .sequence),  // Breed Registration
    Attribute(0x0010, 0x2297, .personName),  // Responsible Person
    Attribute(0x0010, 0x2298, .codeString),  // Responsible Person Role
    Attribute(0x0010, 0x2299, .longString),  // Responsible Organization
    Attribute(0x0010, 0x4000, .longText),  // Patient Comments
    Attribute(0x0012, 0x0010, .longString),  // Clinical Trial Sponsor Name
    Attribute(0x0012, 0x0020, .longString),  // Clinical Trial Protocol ID
    Attribute(0x0012, 0x0021, .longString),  // Clinical Trial Protocol Name
    Attribute(0x0012, 0x0030, .longString),  // Clinical Trial Site ID
    Attribute(0x0012, 0x0031, .longString),  // Clinical Trial Site Name
    Attribute(0x0012, 0x0040, .longString),  // Clinical Trial Subject ID
    Attribute(0x0012, 0x0042, .longString),  // Clinical Trial Subject Reading ID
    Attribute(0x0012, 0x0062, .codeString),  // Patient Identity Removed
    Attribute(0x0012, 0x0063, .longString),  // De-identification Method
    Attribute(0x0012, 0x0064, .sequence),  // De-identification Method Code
    Attribute(0x0012, 0x0081, .longString),  // Clinical Trial Protocol Ethics Committee Name
    Attribute(0x0012, 0x0082, .longString),  // Clinical Trial Protocol Ethics Committee Approval Number
  ]

  /// General study, patient study and clinical trial study modules (PS3.3 C.7.2.1 to C.7.2.3).
  private static let studyModule: [Attribute] = [
    studyInstance, studyDate, studyTime, accessionNumber, referringPhysician, procedureCode, studyID,
    Attribute(0x0008, 0x0051, .sequence),  // Issuer of Accession Number
    Attribute(0x0008, 0x0096, .sequence),  // Referring Physician Identification
    Attribute(0x0008, 0x009C, .personName),  // Consulting Physician's Name
    Attribute(0x0008, 0x009D, .sequence),  // Consulting Physician Identification
    Attribute(0x0008, 0x1030, .longString),  // Study Description
    Attribute(0x0008, 0x1048, .personName),  // Physician(s) of Record
    Attribute(0x0008, 0x1049, .sequence),  // Physician(s) of Record Identification
    Attribute(0x0008, 0x1060, .personName),  // Name of Physician(s) Reading Study
    Attribute(0x0008, 0x1062, .sequence),  // Physician(s) Reading Study Identification
    Attribute(0x0008, 0x1080, .longString),  // Admitting Diagnoses Description
    Attribute(0x0008, 0x1084, .sequence),  // Admitting Diagnoses Code
    Attribute(0x0008, 0x1110, .sequence),  // Referenced Study
    Attribute(0x0010, 0x1010, .ageString),  // Patient's Age
    Attribute(0x0010, 0x1020, .decimalString),  // Patient's Size
    Attribute(0x0010, 0x1021, .sequence),  // Patient's Size Code
    Attribute(0x0010, 0x1022, .decimalString),  // Patient's Body Mass Index
    Attribute(0x0010, 0x1030, .decimalString),  // Patient's Weight
    Attribute(0x0010, 0x2000, .longString),  // Medical Alerts
    Attribute(0x0010, 0x2110, .longString),  // Allergies
    Attribute(0x0010, 0x2180, .shortString),  // Occupation
    Attribute(0x0010, 0x21A0, .codeString),  // Smoking Status
    Attribute(0x0010, 0x21B0, .longText),  // Additional Patient History
    Attribute(0x0010, 0x21C0, .unsignedShort),  // Pregnancy Status
    Attribute(0x0010, 0x21D0, .date),  // Last Menstrual Date
    Attribute(0x0010, 0x2203, .codeString),  // Patient's Sex Neutered
    Attribute(0x0012, 0x0050, .longString),  // Clinical Trial Time Point ID
    Attribute(0x0012, 0x0051, .shortText),  // Clinical Trial Time Point Description
    Attribute(0x0032, 0x1033, .longString),  // Requesting Service
    Attribute(0x0032, 0x1034, .sequence),  // Requesting Service Code
    Attribute(0x0038, 0x0010, .longString),  // Admission ID
    Attribute(0x0038, 0x0014, .sequence),  // Issuer of Admission ID
    Attribute(0x0038, 0x0060, .longString),  // Service Episode ID
    Attribute(0x0038, 0x0062, .longString),  // Service Episode Description
    Attribute(0x0038, 0x0064, .sequence),  // Issuer of Service Episode ID
    Attribute(0x0040, 0x1012, .sequence),  // Reason For Performed Procedure Code
  ]

  /// What every result has as its source has it.
  static let carried = patientModule + studyModule + [timezoneOffset]

  /// What stands in the items of carried sequences: codes, references, issuers, persons and identifiers (PS3.3 section 8
  /// and tables 10-1, 10-11, 10-17).
  static let inCarriedItems: [Attribute] = [
    codeValue, codingSchemeDesignator, codingSchemeVersion, codeMeaning, mappingResource, contextIdentifier, contextUID,
    mappingResourceUID, longCodeValue, referencedSOPClass, referencedSOPInstance, patientID, issuerOfPatientID,
    Attribute(0x0008, 0x0080, .longString),  // Institution Name
    Attribute(0x0008, 0x0081, .shortText),  // Institution Address
    Attribute(0x0008, 0x0082, .sequence),  // Institution Code
    Attribute(0x0008, 0x0106, .dateTime),  // Context Group Version
    Attribute(0x0008, 0x0107, .dateTime),  // Context Group Local Version
    Attribute(0x0008, 0x010B, .codeString),  // Context Group Extension Flag
    Attribute(0x0008, 0x010D, .uid),  // Context Group Extension Creator UID
    Attribute(0x0010, 0x0022, .codeString),  // Type of Patient ID
    Attribute(0x0010, 0x0024, .sequence),  // Issuer of Patient ID Qualifiers
    Attribute(0x0010, 0x2295, .longString),  // Breed Registration Number
    Attribute(0x0010, 0x2296, .sequence),  // Breed Registry Code
    Attribute(0x0040, 0x0031, .unlimitedText),  // Local Namespace Entity ID
    Attribute(0x0040, 0x0032, .unlimitedText),  // Universal Entity ID
    Attribute(0x0040, 0x0033, .codeString),  // Universal Entity ID Type
    Attribute(0x0040, 0x0035, .codeString),  // Identifier Type Code
    Attribute(0x0040, 0x0036, .sequence),  // Assigning Facility
    Attribute(0x0040, 0x0039, .sequence),  // Assigning Jurisdiction Code
    Attribute(0x0040, 0x003A, .sequence),  // Assigning Agency or Department Code
    Attribute(0x0040, 0x1101, .sequence),  // Person Identification Code
    Attribute(0x0040, 0x1102, .shortText),  // Person's Address
    Attribute(0x0040, 0x1103, .longString),  // Person's Telephone Numbers
  ]
}
