import Bundles
import Datasets
import Metrics

extension Dataset {
  /// The same data set in the class order of a model.
  ///
  /// - Throws: ``LearningError/tasksDiffer(model:data:)``, `DataError.classesOfModelDiffer`.
  func aligned(with model: ModelMetadata) throws -> Dataset {
    guard task == model.task else { throw LearningError.tasksDiffer(model: model.task, data: task) }
    return try aligned(with: model.classes)
  }
}
