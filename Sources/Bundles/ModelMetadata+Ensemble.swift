import Metrics

extension ModelMetadata {
  /// The metadata of an ensemble of models.
  ///
  /// Its network's logits are those of the mean of the members' calibrated probabilities, so that its temperatures are 1: a
  /// single one for two classes, else one for each class or finding. Its thresholds are the means of theirs: which
  /// validation pictures their records speak of can't be told, and without the same pictures for all no point can be
  /// chosen for the mean. Figures of the ensemble are not known before it is measured.
  ///
  /// - Throws: ``BundleError/ensemble(_:)`` where they can't read together.
  public init(ensembleOf models: [ModelMetadata], name: ModelName, created: String) throws(BundleError) {
    if let fault = EnsembleFault(models) { throw .ensemble(fault) }
    let first = models[0]
    let titles = models.map { "\($0.name) v\($0.version)" }.joined(separator: ", ")
    func shared<Value: Equatable>(_ value: (ModelMetadata) -> Value?) -> Value? {
      models.allSatisfy { value($0) == value(first) } ? value(first) : nil
    }
    let isSameData = shared(\.data) != nil
    let outputs = first.task == .binary ? 1 : first.classes.count
    self.init(
      name: name, version: 1, network: NetworkDescription(architecture: "ensemble", outputs: outputs),
      task: first.task, classes: first.classes, positiveClass: first.positiveClass, negativeClass: first.negativeClass,
      findings: FindingDescription.means(of: models.compactMap(\.findings)), input: first.input,
      isCalibrated: models.allSatisfy(\.isCalibrated),
      calibration: TemperatureScaling(meanOf: models.map(\.calibration)),
      operatingPoint: OperatingPoint(meanOf: models.map(\.operatingPoint)), inputLevel: shared(\.inputLevel),
      metrics: MeasuredMetrics(validation: nil, test: nil),
      data: DataDescription(
        name: isSameData ? first.data.name : Set(models.map(\.data.name)).sorted().joined(separator: ", "),
        fingerprint: shared(\.data.fingerprint), images: isSameData ? first.data.images : [:],
        patients: isSameData ? first.data.patients : [:], notes: ["An ensemble of \(titles)."]),
      population: shared(\.population), recipe: "", seed: first.seed, created: created,
      software: ["hilum": ProductVersion.current])
  }
}
