/// How a data set becomes train, validation and test.
public struct SplitRules: Sendable, Hashable {
  /// Share of the images for validation: of all where nothing is split yet, of the training images where only
  /// validation lacks.
  ///
  /// 0 makes no validation part: the one that is there is used as it is, however small.
  public var validationFraction: Double
  /// Share of all images for test, where nothing is split yet.
  public var testFraction: Double
  /// A validation folder with fewer images is too small to choose anything by: it is joined with the training images,
  /// and a new one is made.
  public var minimumValidation: Int
  /// Whether the images of a patient stay together.
  public var groupsByPatient: Bool

  /// Rules of your own; by default 20 % each, by patient, and at least 50 images for validation.
  public init(
    validationFraction: Double = 0.2, testFraction: Double = 0.2, minimumValidation: Int = 50,
    groupsByPatient: Bool = true
  ) {
    self.validationFraction = validationFraction
    self.testFraction = testFraction
    self.minimumValidation = minimumValidation
    self.groupsByPatient = groupsByPatient
  }
}

extension Dataset {
  /// Divides all images anew by patient and class, whatever split they had.
  ///
  /// - Parameters:
  ///   - validation: share of the images for validation; 0 makes none.
  ///   - test: share of the images for test; 0 makes none.
  /// - Throws: ``DataError``.
  public func split(
    validation: Double, test: Double, seed: UInt64, groupsByPatient: Bool = true
  ) throws -> Dataset {
    guard validation.isFinite, test.isFinite, validation >= 0, test >= 0, validation + test < 1 else {
      throw DataError.invalidFractions(validation: validation, test: test)
    }
    try validatePool()
    let splits = [(Split.train, 1 - validation - test), (.validation, validation), (.test, test)].filter { $0.1 > 0 }
    let parts = try PatientSplitter(seed: seed, groupsByPatient: groupsByPatient)
      .parts(of: samples, classes: classes, shares: splits.map(\.1))
    return replacing(samples: zip(samples, parts).map { $0.moved(to: splits[$1].0) })
  }

  /// Makes sure that there is something to learn from and something to choose by, and says what it did.
  ///
  /// A data set without any split is divided by the rules. One whose validation part is missing or too small gets one
  /// from its training images. Everything else is left as it is; patients shared between splits are reported, and
  /// findings of which a split lacks images.
  ///
  /// - Throws: ``DataError``.
  public func prepared(rules: SplitRules, seed: UInt64) throws -> Dataset {
    let result = try divided(by: rules, seed: seed)
    return result.gaps.isEmpty ? result : result.replacingNotes(result.gaps.map(\.description))
  }

  private func divided(by rules: SplitRules, seed: UInt64) throws -> Dataset {
    guard isSplit else {
      guard rules.validationFraction != 0 else { throw DataError.emptySplit(.validation) }
      return try split(
        validation: rules.validationFraction, test: rules.testFraction, seed: seed,
        groupsByPatient: rules.groupsByPatient
      ).replacingNotes([
        "No split was given: \(percent(rules.validationFraction)) of the images became validation and "
          + "\(percent(rules.testFraction)) test, \(rules.manner)."
      ])
    }
    try validate(ignoring: .validation)
    guard samples.contains(where: { $0.split == .train }) else { throw DataError.emptySplit(.train) }
    var notes: [String] = []
    var samples = samples
    let present = samples.count { $0.split == .validation }
    if rules.validationFraction == 0, present == 0 { throw DataError.emptySplit(.validation) }
    if rules.validationFraction != 0, present < max(1, rules.minimumValidation) {
      let pool = samples.indices.filter { samples[$0].split != .test }
      let fraction = rules.validationFraction
      guard fraction.isFinite, fraction > 0, fraction < 1 else {
        throw DataError.invalidFractions(validation: fraction, test: 0)
      }
      let parts = try PatientSplitter(seed: seed, groupsByPatient: rules.groupsByPatient)
        .parts(of: pool.map { samples[$0] }, classes: classes, shares: [1 - fraction, fraction])
      for (index, part) in zip(pool, parts) {
        samples[index] = samples[index].moved(to: part == 0 ? .train : .validation)
      }
      let reason = present == 0 ? "There is no validation part" : "The validation part has only \(present) images"
      notes.append("\(reason): \(percent(fraction)) of the training images became validation, \(rules.manner).")
    }
    let result = replacing(samples: samples, notes: notes)
    let shared = result.sharedPatients
    guard !shared.isEmpty else { return result }
    return result.replacingNotes([
      "\(shared.count) patients have images in more than one split (\(shared.prefix(3).map(\.patient).joined(separator: ", "))"
        + "\(shared.count > 3 ? ", …" : "")): figures may be too good. `hilum data split` makes splits without."
    ])
  }

  private func replacingNotes(_ notes: [String]) -> Dataset { replacing(samples: samples, notes: notes) }

  /// As ``validate()``, but a part that may be made anew may lack anything.
  private func validate(ignoring split: Split) throws {
    for problem in problems {
      switch problem {
      case .emptyClass(_, split), .classesDiffer(split, _, _), .findingsAllAlike(split, _): continue
      default: throw problem
      }
    }
  }

  /// Refuses a pool of images without at least two classes with images.
  func validatePool() throws {
    try replacing(samples: samples.map { $0.moved(to: nil) }).validate()
  }
}

extension SplitRules {
  fileprivate var manner: String { groupsByPatient ? "patient by patient" : "image by image" }
}

/// A share as a whole or one-decimal percentage.
private func percent(_ share: Double) -> String {
  let tenths = (share * 1000).rounded() / 10
  return tenths == tenths.rounded() ? "\(Int(tenths)) %" : "\(tenths) %"
}
