public import Bundles

extension ModelBundle {
  /// The engine of the bundle's own network in OpenVINO, corrected by what its record says of the precision.
  ///
  /// - Throws: `BundleError`, `InferenceError`.
  public func network(_ options: EngineOptions) throws -> any InferenceEngine {
    let engine = try OpenVINOEngine.network(contentsOf: verified(options.precision.graph), options: options)
    guard let shift = agreement(in: engine.precision.used)?.logitShift else { return engine }
    return try LogitCorrection(engine, adding: shift.map { Float($0) })
  }

  /// What the bundle's record says of a precision; nil in f32, without a record, and where another graph was measured.
  func agreement(in precision: Precision) -> PrecisionAgreement.Entry? {
    guard precision != .f32, let entry = metadata.agreement?.precisions[precision.rawValue],
      entry.graph == metadata.files[precision.graph.rawValue]
    else { return nil }
    return entry
  }
}
