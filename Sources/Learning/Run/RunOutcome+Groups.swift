import Datasets
import Metrics

extension RunOutcome {
  /// The part that nothing was chosen on, else the validation part.
  var judged: Measurement { test ?? validation }

  /// The figures of that part by the attributes that the recipe names; by whatever is known of its pictures where it names
  /// none.
  func measuringGroups() throws -> [GroupReport] {
    guard let screened = judged.screening else { return [] }
    let wanted = recipe.evaluate.by
    return try SampleAttribute.allCases.filter { attribute in
      (wanted.isEmpty || wanted.contains(attribute)) && screened.samples.contains { $0.attributes[attribute] != nil }
    }.map { attribute in
      try GroupReport(
        attribute, of: screened, threshold: judge.operatingPoint.threshold, classes: judge.classes.screeningNames,
        bootstrap: judge.bootstrap)
    }
  }
}
