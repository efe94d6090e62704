extension Dataset {
  /// The data set once for each fold: in turn each fold is the test part, and of the rest a share is for validation.
  ///
  /// All images take part, whatever split they had; patients stay together and every fold has the same mix of classes.
  ///
  /// - Parameters:
  ///   - count: folds, at least 2.
  ///   - validation: share of the images outside the fold that is for validation.
  /// - Throws: ``DataError/tooFewPatients(class:patients:needed:)`` if a class has fewer patients than there are folds,
  ///   or another ``DataError``.
  public func folds(
    _ count: Int, validation: Double = 0.2, seed: UInt64, groupsByPatient: Bool = true
  ) throws -> [Dataset] {
    guard count >= 2 else { throw DataError.invalidFoldCount(count) }
    guard validation.isFinite, validation > 0, validation < 1 else {
      throw DataError.invalidFractions(validation: validation, test: 0)
    }
    try validatePool()
    let splitter = PatientSplitter(seed: seed, groupsByPatient: groupsByPatient)
    let fold = try splitter.parts(of: samples, classes: classes, shares: Array(repeating: 1, count: count))
    return try (0..<count).map { test in
      let rest = samples.indices.filter { fold[$0] != test }
      let parts = try splitter.parts(
        of: rest.map { samples[$0] }, classes: classes, shares: [1 - validation, validation])
      var splits = Array(repeating: Split.test, count: samples.count)
      for (index, part) in zip(rest, parts) { splits[index] = part == 0 ? .train : .validation }
      return replacing(samples: zip(samples, splits).map { $0.moved(to: $1) })
    }
  }
}
