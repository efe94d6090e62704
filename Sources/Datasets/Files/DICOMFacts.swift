import Foundation
import Radiograph

/// What the headers of DICOM files tell of a data set's images, which their names do not.
///
/// Patients are told apart by Patient ID (0010,0020) and then named `dicom-0001`, `dicom-0002`, … in the order of the
/// paths: the identifier itself gets no further than ``DICOMHeader``, and a split of the same files comes out the same.
struct DICOMFacts {
  /// How many of the images are DICOM files.
  let fileCount: Int
  /// How many of them say whose they are.
  let identifiedCount: Int

  private let patients: [String: String]
  private let attributes: [String: SampleAttributes]

  /// Reads the heads of those images that are not called JPEG or PNG, on all cores.
  ///
  /// - Parameter images: paths and files.
  init(_ images: [(path: String, url: URL)]) {
    let candidates = images.filter { ImageFileScan.isNamedDICOM($0.path) }.sorted { $0.path < $1.path }
    let headers = candidates.map(\.url).concurrentMap { url in [DICOMHeader(contentsOf: url)] }
    var names: [PatientKey: String] = [:]
    var patients: [String: String] = [:]
    var attributes: [String: SampleAttributes] = [:]
    for (image, header) in zip(candidates, headers.joined()) {
      guard let header else { continue }
      let taken = header.acquisition
      attributes[image.path] = SampleAttributes(
        view: taken.viewPosition, age: taken.patientAgeYears, sex: taken.patientSex)
      guard let key = header.patient else { continue }
      let name = names[key] ?? String(format: "dicom-%04d", names.count + 1)
      names[key] = name
      patients[image.path] = name
    }
    self.patients = patients
    self.attributes = attributes
    fileCount = attributes.count
    identifiedCount = patients.count
  }

  /// Whose image it is; `nil` if it is no DICOM file, or does not say.
  func patient(ofImageAt path: String) -> String? { patients[path] }

  /// View, age and sex; nothing if it is no DICOM file.
  func attributes(ofImageAt path: String) -> SampleAttributes { attributes[path] ?? SampleAttributes() }

  /// Sentences for people: how patients were told apart.
  var notes: [String] {
    guard fileCount > 0 else { return [] }
    let others = fileCount - identifiedCount
    let rest =
      others == 1 ? " 1 DICOM file has none and goes by its name." : " \(others) have none and go by their names."
    return [
      "Patients of \(identifiedCount) DICOM files are told apart by Patient ID, which is kept nowhere."
        + (others == 0 ? "" : rest)
    ]
  }
}
