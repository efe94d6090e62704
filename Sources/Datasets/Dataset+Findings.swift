public import Metrics

/// How often a class or finding is there, is not, and is not known.
public struct FindingTally: Sendable, Hashable {
  /// Samples of the class, or with the finding.
  public var positives = 0
  /// Samples of other classes, or without the finding.
  public var negatives = 0
  /// Samples of which that is not known.
  public var unknown = 0

  /// A tally of your own.
  public init(positives: Int = 0, negatives: Int = 0, unknown: Int = 0) {
    (self.positives, self.negatives, self.unknown) = (positives, negatives, unknown)
  }
}

/// What a split lacks of findings, so that figures of them there can't be computed.
public struct FindingGap: Sendable, Hashable {
  /// What is lacking.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// Of no image anything is known.
    case unknown
    /// No image has the finding.
    case noPositives
    /// No image is known to be without it.
    case noNegatives
  }

  /// Where; `nil` for a data set that is not split.
  public let split: Split?
  /// What.
  public let kind: Kind
  /// Of which findings.
  public let findings: [String]

  /// A gap of your own.
  public init(split: Split?, kind: Kind, findings: [String]) {
    (self.split, self.kind, self.findings) = (split, kind, findings)
  }
}

extension FindingGap: CustomStringConvertible {
  /// The gap as a sentence.
  public var description: String {
    let place = split.map { " in \($0.rawValue)" } ?? ""
    let names = findings.joined(separator: ", ")
    let end = split == .train ? "can't be learnt" : "has no figures"
    return switch kind {
    case .unknown: "No image\(place) is known to have or not to have: \(names). What is unknown \(end)."
    case .noPositives: "No image\(place) has: \(names). What is never there \(end)."
    case .noNegatives: "No image\(place) is known to be without: \(names). What is always there \(end)."
    }
  }
}

extension Dataset {
  /// For each class or finding the samples of a split with it, without it, and of which that is not known.
  public func tallies(in split: Split?) -> [FindingTally] {
    var tallies = Array(repeating: FindingTally(), count: classes.count)
    for sample in samples where sample.split == split {
      for index in classes.indices {
        switch sample.truth[index] {
        case true?: tallies[index].positives += 1
        case false?: tallies[index].negatives += 1
        case nil: tallies[index].unknown += 1
        }
      }
    }
    return tallies
  }

  /// What splits lack of findings; empty where each image has one class.
  public var gaps: [FindingGap] {
    guard task == .multilabel else { return [] }
    return splits.flatMap { split in
      let kinds = tallies(in: split).map(\.gap)
      return FindingGap.Kind.allCases.compactMap { kind in
        let names = zip(classes, kinds).filter { $0.1 == kind }.map(\.0)
        return names.isEmpty ? nil : FindingGap(split: split, kind: kind, findings: names)
      }
    }
  }

  /// As ``problems``, where images have findings: a split that tells nothing apart.
  var findingProblems: [DataError] {
    guard !classes.isEmpty else { return [.noFindings] }
    if classes.count > ClassificationTask.classLimit {
      return [.classesBeyondLimit(count: classes.count, limit: ClassificationTask.classLimit)]
    }
    return splits.compactMap { split in
      let tallies = tallies(in: split)
      let (positives, negatives) = (tallies.contains { $0.positives > 0 }, tallies.contains { $0.negatives > 0 })
      return positives && negatives ? nil : .findingsAllAlike(split: split, present: positives)
    }
  }
}

extension TaskClasses {
  /// Those of a data set.
  public init(_ dataset: Dataset) {
    self.init(
      task: dataset.task, names: dataset.classes, positiveClass: dataset.positiveClass,
      negativeClass: dataset.negativeClass)
  }
}

extension FindingTally {
  /// What is lacking; `nil` if nothing is.
  fileprivate var gap: FindingGap.Kind? {
    if positives == 0 { return negatives == 0 ? .unknown : .noPositives }
    return negatives == 0 ? .noNegatives : nil
  }
}
