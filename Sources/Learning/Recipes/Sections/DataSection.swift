/// How the data set is read and split.
public struct DataSection: RecipeSection {
  /// How it becomes train, validation and test, where it is not split yet.
  public var split = SplitRules()
  /// What counts as positive in NIH ChestX-ray14.
  public var nihTarget = NIHTarget.abnormal

  /// 20 % each for validation and test, by patient.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField(
        "val_fraction", \.split.validationFraction, .number(0.01...0.9),
        "share of the images for validation, where there is none or too little"),
      RecipeField(
        "test_fraction", \.split.testFraction, .number(0...0.9), "share of the images for test, where nothing is split"),
      RecipeField("group_by_patient", \.split.groupsByPatient, .bool, "keep the images of a patient together"),
      RecipeField(
        "min_validation", \.split.minimumValidation, .int(0...1_000_000),
        "a validation folder with fewer images is replaced by a new split"),
      RecipeField(
        "nih_target", \.nihTarget, .word(NIHTarget.names, from: { NIHTarget(name: $0) }, to: \.name),
        "what counts as positive in NIH ChestX-ray14"),
    ]
  }
}
