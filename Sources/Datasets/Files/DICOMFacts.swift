import Foundation
import Radiograph

/// What the headers of DICOM files tell of a data set's images, which their names do not.
///
/// Patients are told apart by Patient ID (0010,0020) and then named `dicom-0001`, `dicom-0002`, … in the order of the
/// paths: the identifier itself gets no further than ``DICOMHeader``, and a split of the same files comes out the same.
/// So it is with institutions, which are named `site-01`, `site-02`, …
struct DICOMFacts {
  /// How many of the images whose patient is not known otherwise are DICOM files.
  let fileCount: Int
  /// How many of them say whose they are.
  let identifiedCount: Int

  private let patients: [String: String]
  private let attributes: [String: SampleAttributes]

  /// Reads the heads of those images that are not called JPEG or PNG, on all cores.
  ///
  /// - Parameters:
  ///   - images: paths and files, and whether somebody else knows the patient.
  ///   - wanted: attributes that are asked for; without that, neither sites nor devices are kept.
  init(_ images: [(path: String, url: URL, hasPatient: Bool)], wanted: Set<SampleAttribute> = []) {
    let candidates = images.filter { ImageFileScan.isNamedDICOM($0.path) }.sorted { $0.path < $1.path }
    let headers = candidates.map(\.url).concurrentMap { url in [DICOMHeader(contentsOf: url)] }
    var (names, sites): ([IdentifierKey: String], [IdentifierKey: String]) = ([:], [:])
    var count = 0
    var patients: [String: String] = [:]
    var attributes: [String: SampleAttributes] = [:]
    for (image, header) in zip(candidates, headers.joined()) {
      guard let header else { continue }
      let taken = header.acquisition
      var known = SampleAttributes(
        view: taken.viewPosition, age: taken.patientAgeYears, sex: taken.patientSex.flatMap(Sex.code))
      if wanted.contains(.device) { known.device = taken.device }
      if wanted.contains(.site), let key = header.institution {
        known.site = Self.name(key, "site-%02d", among: &sites)
      }
      attributes[image.path] = known
      guard !image.hasPatient else { continue }
      count += 1
      if let key = header.patient { patients[image.path] = Self.name(key, "dicom-%04d", among: &names) }
    }
    self.patients = patients
    self.attributes = attributes
    fileCount = count
    identifiedCount = patients.count
  }

  /// The name of a key, numbered in the order in which keys come.
  private static func name(_ key: IdentifierKey, _ format: String, among names: inout [IdentifierKey: String]) -> String
  {
    let name = names[key] ?? String(format: format, names.count + 1)
    names[key] = name
    return name
  }

  /// Whose image it is; `nil` if it is no DICOM file, or does not say.
  func patient(ofImageAt path: String) -> String? { patients[path] }

  /// View, age and sex, and site and device where they are wanted; nothing if it is no DICOM file.
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

extension Acquisition {
  /// Manufacturer and model, which often begins with the manufacturer.
  fileprivate var device: String? {
    guard let manufacturer, let model = manufacturerModel else { return manufacturer ?? manufacturerModel }
    return model.lowercased().hasPrefix(manufacturer.lowercased()) ? model : "\(manufacturer) \(model)"
  }
}
