import Datasets
import Foundation

extension Dataset {
  /// A data set in memory: `images` of each patient, with their labels.
  static func made(_ patients: [(name: String, labels: [Int])], classes: [String] = ["NORMAL", "PNEUMONIA"]) -> Dataset
  {
    let samples = patients.flatMap { patient in
      patient.labels.enumerated().map { index, label in
        let path = "\(classes[label])/\(patient.name)_\(index).png"
        return Sample(url: URL(filePath: "/nowhere/\(path)"), path: path, label: label, patient: patient.name)
      }
    }
    return Dataset(
      classes: classes, samples: samples,
      provenance: Dataset.Provenance(layout: LayoutName("class_folders"), name: "made"))
  }
}
