public import Bundles
public import Metrics

extension TaskClasses {
  /// Those of a model.
  public init(_ model: ModelMetadata) {
    self.init(
      task: model.task, names: model.classes, positiveClass: model.positiveIndex,
      negativeClass: model.negativeClass.flatMap { model.classes.firstIndex(of: $0) })
  }
}
