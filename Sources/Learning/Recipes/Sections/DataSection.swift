public import Datasets

/// How the data set is read and split.
public struct DataSection: RecipeSection {
  /// How it becomes train, validation and test, where it is not split yet.
  public var split = SplitRules()
  /// What is told apart, and how labels, columns, readers and views are taken.
  public var reading = DatasetOptions()

  /// 20 % each for validation and test, by patient.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField(
        "val_fraction", \.split.validationFraction, .number(0...0.9),
        "share of the images for validation, where there is none or too little; 0 takes the part that is there"),
      RecipeField(
        "test_fraction", \.split.testFraction, .number(0...0.9), "share of the images for test, where nothing is split"),
      RecipeField("group_by_patient", \.split.groupsByPatient, .bool, "keep the images of a patient together"),
      RecipeField(
        "min_validation", \.split.minimumValidation, .int(0...1_000_000),
        "a validation folder with fewer images is replaced by a new split"),
      RecipeField(
        "task", \.reading.task, .task,
        "what is decided of a picture; none leaves it to the data: two classes, several, or one finding"),
      RecipeField(
        "findings", \.reading.findings, .findings,
        "which findings are told at once (multi-label); none takes all that the data name"),
      RecipeField(
        "target", \.reading.target, .target,
        "what is told apart where images have findings; none leaves it to the data set"),
      RecipeField(
        "nih_target", "older name of target", allowed: RecipeCodec<Target?>.target.allowed, children: [],
        read: { node, root, key in
          root.reading.target = try RecipeCodec<Target?>.target.read(node, root.reading.target, key)
        }, write: { _ in nil }),
      RecipeField(
        "classes", \.reading.classes, .classes,
        "labels of each class, or LABEL/NAME patterns of its pictures; labels in none are left out"),
      RecipeField("columns", \.reading.columns, .columns, "which column of a table is what"),
      RecipeField("uncertain", \.reading.uncertain, .word, "what counts where a reader was not sure (CheXpert's -1)"),
      RecipeField("readers", \.reading.readers, .word, "how many of an image's readers must have seen a finding"),
      RecipeField("views", \.reading.views, .word, "which views are taken where there are several"),
      RecipeField(
        "drop_conflicts", \.reading.dropsConflicts, .bool, "leave out pictures that are in two classes"),
    ]
  }
}
