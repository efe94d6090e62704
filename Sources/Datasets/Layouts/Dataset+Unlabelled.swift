public import Foundation

extension Dataset {
  /// All pictures below a folder, without classes: every label is 0 and says nothing.
  ///
  /// Patients are told apart by file names; see ``PatientIdentifier``.
  ///
  /// - Parameter classes: The classes of the model that shall read them.
  /// - Throws: `DataError.unreadable` where the folder can't be listed, `.noImages` where it has none.
  public static func unlabelled(_ url: URL, classes: [String]) throws -> Dataset {
    let name = url.standardizedFileURL.lastPathComponent
    let samples = try ImageFileScan(url).paths.map { path in
      Sample(
        url: url.appending(path: path), path: path, label: 0,
        patient: PatientIdentifier.facts(fileName: path).patient)
    }
    guard !samples.isEmpty else { throw DataError.noImages(folder: name) }
    return Dataset(
      classes: classes, samples: samples, provenance: Provenance(layout: LayoutName("unlabelled"), name: name))
  }
}
