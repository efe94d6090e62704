public import Bundles
public import Datasets
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

extension DatasetOptions {
  /// How data are read that a model is measured on: by its classes, and where there are more than two by its task, too, and
  /// by what its recipe takes for which class.
  public init(for model: ModelMetadata) {
    guard model.task != .binary else {
      self.init(modelClasses: model.classes)
      return
    }
    let recipe = try? Recipe(yaml: model.recipe, file: "recipe")
    self.init(task: model.task, classes: recipe?.data.reading.classes, modelClasses: model.classes)
  }
}
