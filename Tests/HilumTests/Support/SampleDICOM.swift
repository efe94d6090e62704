import DICOMTesting
import FolderTesting
import Foundation

/// The made pictures as DICOM files with 12 bits, of patients whose names and identifiers contain ``sentinel``.
enum SampleDICOM {
  /// What must not appear in anything that the program writes.
  static let sentinel = "SENTINEL"

  /// Writes class folders with as many pictures of either class, four a patient; every third file has no extension, and
  /// some of those no preamble.
  static func write(_ count: Int, to folder: TemporaryFolder, _ path: String) throws {
    for number in 0..<count {
      for (name, hasSpot) in [("NORMAL", false), ("PNEUMONIA", true)] {
        let picture = picture(number, hasSpot: hasSpot)
        let bytes = number % 6 == 3 ? picture.bytes : picture.file()
        try folder.write(bytes, "\(path)/\(name)/\(number)\(number % 3 == 0 ? "" : ".dcm")")
      }
    }
  }

  /// One picture; patients are 20 to 34 years old.
  static func picture(
    _ number: Int, hasSpot: Bool, age: String? = nil, view: String = "PA", isInverted: Bool = false
  ) -> DICOMBuilder {
    let patient = number / SampleXrays.picturesPerPatient
    let values = SampleXrays.samples(number, hasSpot: hasSpot).map { Int($0) * 16 }
    return DICOMBuilder.radiograph(
      of: "\(sentinel)-\(hasSpot)-\(patient)", age: age ?? String(format: "%03dY", 20 + patient % 15),
      sex: patient % 2 == 0 ? "F" : "M", view: view, side: SampleXrays.side,
      photometric: isInverted ? "MONOCHROME1" : "MONOCHROME2", isInverted ? values.map { 4095 - $0 } : values)
  }
}
