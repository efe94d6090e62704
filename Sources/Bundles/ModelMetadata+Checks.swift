import Metrics

// MARK: - Checks

extension ModelMetadata {
  /// What makes this metadata unusable, though it is well formed; nil if nothing does.
  var fault: String? {
    if version < 1 { return "version must be 1 or more" }
    if let fault = taskFault { return fault }
    if !(calibration.temperature.isFinite && calibration.temperature > 0) {
      return "calibration.temperature must be above 0"
    }
    if let limit = calibration.probabilityLimit, !(limit >= 0 && limit < 0.5) {
      return "calibration.probability_limit must be from 0 to below 0.5"
    }
    if let sets = predictionSets, sets.thresholds.count != classes.count {
      return "prediction_sets.thresholds must be one for each class"
    }
    if let fault = outOfDistribution?.fault { return fault }
    if outOfDistribution != nil, files[BundleFile.references.rawValue] == nil {
      return "out_of_distribution needs \(BundleFile.references.rawValue)"
    }
    if let fault = ensemble?.fault { return fault }
    if let agreement, agreement.precisions.values.contains(where: { $0.logitShift.count != network.outputs }) {
      return "agreement must have a logit_shift for each output"
    }
    if let level = inputLevel, !(level.mean.isFinite && level.standardDeviation >= 0 && level.n > 0) {
      return "input_level needs a mean, a standard_deviation and n"
    }
    if files.keys.contains(where: { $0.isEmpty || $0.hasPrefix(".") || $0.contains("/") }) {
      return "files may have neither folders in their names nor a dot before them"
    }
    return nil
  }

  /// What does not fit the task: of its classes, outputs, or of the points at which findings are called.
  private var taskFault: String? {
    let areNames = Set(classes).count == classes.count && !classes.contains("")
    switch task {
    case .binary:
      if classes.count != 2 || !areNames { return "classes must be two different names" }
      if !classes.contains(positiveClass) { return "positive_class is none of the classes" }
      if network.outputs != 1 && network.outputs != 2 { return "network.outputs must be 1 or the number of classes" }
      return findings == nil ? nil : "findings belong to tasks of several classes"
    case .multiclass where classes.count < 3: return "classes must be three names or more"
    case .multilabel where classes.isEmpty: return "classes must be one name or more"
    case .multiclass, .multilabel:
      if !areNames { return "classes must be different names" }
    }
    let limit = ClassificationTask.classLimit
    if classes.count > limit { return "classes must be \(limit) names or fewer" }
    if ensemble == nil, network.outputs != classes.count { return "network.outputs must be the number of classes" }
    if let negativeClass, !classes.contains(negativeClass) { return "negative_class is none of the classes" }
    guard let findings, findings.map(\.name) == classes else { return "findings must be one for each class" }
    return findings.lazy.compactMap(\.fault).first
  }
}
