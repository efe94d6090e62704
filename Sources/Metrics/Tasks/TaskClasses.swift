/// What is decided of a picture, by which classes or findings, and which of them say that something is found.
public struct TaskClasses: Sendable, Equatable {
  /// What is decided of a picture.
  public let task: ClassificationTask
  /// The classes or findings, in the order of the network's outputs.
  public let names: [String]
  /// Index of the class that counts as positive where there are two.
  public let positiveClass: Int
  /// Index of the class that says that nothing is found, where there are more than two; nil where there is none.
  public let negativeClass: Int?

  /// Classes of your own.
  public init(task: ClassificationTask, names: [String], positiveClass: Int, negativeClass: Int? = nil) {
    self.task = task
    self.names = names
    self.positiveClass = positiveClass
    self.negativeClass = task == .multiclass ? negativeClass : nil
  }

  // MARK: - The screening view

  /// Whether anything is found in a case; nil where that is not known.
  public func isPositive(_ truth: Truth) -> Bool? {
    truth.isAnythingFound(where: screening.isPositive)
  }

  /// How classes that exclude each other answer the question whether anything is found.
  public var screening: ClassScreening {
    task == .binary ? .oneClass(positiveClass) : ClassScreening(negativeClass: negativeClass, classes: names.count)
  }

  /// What a positive answer to the screening view's question is called: that class where one alone gives it, else `Abnormal`.
  public var positiveName: String {
    if task != .multilabel, case .oneClass(let index) = screening {
      return names.indices.contains(index) ? names[index] : ""
    }
    return names.contains("Abnormal") ? "any finding" : "Abnormal"
  }

  /// The name of the class that says nothing is found.
  public var negativeName: String? { negativeClass.map { names[$0] } }

  /// What the two answers to the screening view's question are called in reports; of two classes their names in order.
  public var screeningNames: [String] {
    task == .binary
      ? names : [negativeName ?? (task == .multilabel ? "No finding" : "not \(positiveName)"), positiveName]
  }
}
