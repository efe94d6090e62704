import Datasets
import Metrics

extension RunOutcome {
  /// The part that nothing was chosen on, else the validation part.
  var judged: Measurement { test ?? validation }

  /// The figures of that part by the attributes that the recipe names; by whatever is known of its pictures where it names
  /// none.
  func measuringGroups() throws -> [GroupReport] {
    let samples = judged.samples
    let wanted = recipe.evaluate.by
    return try SampleAttribute.allCases.filter { attribute in
      (wanted.isEmpty || wanted.contains(attribute)) && samples.contains { $0.attributes[attribute] != nil }
    }.map { attribute in
      try GroupReport(
        attribute, of: samples, judged.predictions, threshold: judge.operatingPoint.threshold, classes: dataset.classes,
        bootstrap: judge.bootstrap)
    }
  }
}
