public import Foundation
public import Metrics

extension Dataset {
  /// All pictures below a folder, without classes: every label is 0 and says nothing; every finding is unknown.
  ///
  /// Patients are told apart by file names; see ``PatientIdentifier``.
  ///
  /// - Parameters:
  ///   - task: What the model decides; told by the number of classes where nil.
  ///   - classes: The classes of the model that shall read them.
  /// - Throws: `DataError.unreadable` where the folder can't be listed, `.noImages` where it has none.
  public static func unlabelled(
    _ url: URL, task: ClassificationTask? = nil, classes: [String]
  ) throws -> Dataset {
    let name = url.standardizedFileURL.lastPathComponent
    let truth = task == .multilabel ? Truth.findings(classes.map { _ in nil }) : .oneOf(0)
    let samples = try ImageFileScan(url).paths.map { path in
      Sample(
        url: url.appending(path: path), path: path, truth: truth,
        patient: PatientIdentifier.facts(fileName: path).patient)
    }
    guard !samples.isEmpty else { throw DataError.noImages(folder: name) }
    return Dataset(
      task: task, classes: classes, samples: samples,
      provenance: Provenance(layout: LayoutName("unlabelled"), name: name))
  }
}
