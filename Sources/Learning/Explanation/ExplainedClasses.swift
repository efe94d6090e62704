import Inference

/// Which classes of a model are to be explained.
public enum ExplainedClasses: Sendable, Hashable {
  /// The one that the model predicts.
  case predicted
  /// One by its name.
  case named(String)
  /// Every one.
  case all

  /// Sees that the model has the class.
  ///
  /// - Throws: `LearningError.noSuchClass`.
  func check(_ classes: [String]) throws {
    if case .named(let name) = self, !classes.contains(name) {
      throw LearningError.noSuchClass(name, classes: classes)
    }
  }

  /// The indices of the classes, given what the model says of the picture.
  func indices(in assessment: Assessment) -> [Int] {
    switch self {
    case .predicted: [assessment.bestIndex]
    case .named(let name): assessment.classes.indices.filter { assessment.classes[$0] == name }
    case .all: Array(assessment.classes.indices)
    }
  }
}
