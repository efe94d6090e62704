import DICOMTesting

/// A chest radiograph as a unit sends it, with what an archive must know of it.
struct TestObject {
  var patientID: String? = "P-1"
  var issuer: String?
  var study = "1.2.826.0.1.3680043.10.1"
  var series = "1.2.826.0.1.3680043.10.1.1"
  var instance = "1.2.826.0.1.3680043.10.1.1.1"
  var studyDate: String? = "20261128"
  var view: String? = "PA"
  var sopClass = Self.digitalRadiography
  var modality = "DX"
  var side = 64

  /// Digital X-Ray Image Storage - For Presentation.
  static let digitalRadiography = "1.2.840.10008.5.1.4.1.1.1.1"

  /// Secondary Capture Image Storage.
  static let secondaryCapture = "1.2.840.10008.5.1.4.1.1.7"

  /// The Part 10 file.
  var file: [UInt8] {
    var builder = DICOMBuilder()
    builder.add(0x0008, 0x0016, "UI", sopClass)
    builder.add(0x0008, 0x0018, "UI", instance)
    if let studyDate { builder.add(0x0008, 0x0020, "DA", studyDate) }
    builder.add(0x0008, 0x0030, "TM", "101500")
    builder.add(0x0008, 0x0050, "SH", "A1")
    builder.add(0x0008, 0x0060, "CS", modality)
    builder.add(0x0008, 0x0068, "CS", "FOR PRESENTATION")
    builder.add(0x0010, 0x0010, "PN", "Doe^Jane")
    if let patientID { builder.add(0x0010, 0x0020, "LO", patientID) }
    if let issuer { builder.add(0x0010, 0x0021, "LO", issuer) }
    builder.add(0x0018, 0x0015, "CS", "CHEST")
    if let view { builder.add(0x0018, 0x5101, "CS", view) }
    builder.add(0x0020, 0x000D, "UI", study)
    builder.add(0x0020, 0x000E, "UI", series)
    builder.add(0x0020, 0x0011, "IS", "1")
    builder.add(0x0020, 0x0013, "IS", "1")
    builder.addImagePixel(rows: side, columns: side)
    builder.add(0x0028, 0x1050, "DS", "2048")
    builder.add(0x0028, 0x1051, "DS", "4096")
    builder.addPixels((0..<side * side).map { $0 % 4096 })
    return builder.file()
  }
}
