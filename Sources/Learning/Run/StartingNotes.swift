import Backbones
import Datasets
import Reporting
import Torch

extension TrainingRun {
  /// What there is to learn from and to measure with: images, classes and patients of each part.
  static func notes(on dataset: Dataset) -> [String] {
    Split.allCases.compactMap { split in
      let samples = dataset.samples(in: split)
      guard !samples.isEmpty else { return nil }
      let counts = zip(dataset.classes, dataset.counts(in: split)).map { "\($0) \(NumberText.count($1))" }
      let patients = Set(samples.map(\.patient)).count
      return "\(split.rawValue): \(NumberText.count(samples.count)) images of \(NumberText.count(patients)) patients; "
        + counts.joined(separator: ", ")
    }
  }

  /// What learns where: parameters in all, trainable and frozen ones.
  static func note(on classifier: Classifier, in stage: TrainingStage) -> String {
    let total = ParameterStore.count(classifier.store.parameters)
    let trainable = ParameterStore.count(classifier.store.trainable)
    return "Stage \(stage.name): \(classifier.architecture.rawValue) on \(classifier.store.device), "
      + "\(NumberText.count(total)) parameters, \(NumberText.count(trainable)) trainable, \(NumberText.count(total - trainable)) frozen"
  }
}
