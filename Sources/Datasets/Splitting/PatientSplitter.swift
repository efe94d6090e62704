import Metrics

/// Divides samples so that the images of one patient stay together and every part has the same mix of classes.
///
/// Patients are taken in an order that depends on the seed and their names alone, those with most images first, and each
/// goes where the classes it brings are most wanted: to the part `p` that minimises `Σ (n + g - t)² - (n - t)²`, over the
/// classes, with `n` images so far, `g` brought and `t` wanted, each relative to `t` and weighted by the part's share. Parts
/// therefore fill evenly, and the many patients with one image, who come last, even out what is left. Where images have
/// findings, it is by ``IterativeStratification``.
public struct PatientSplitter: Sendable {
  /// Another seed gives another split.
  public let seed: UInt64
  /// Whether the images of a patient stay together.
  ///
  /// Without, every image counts as a patient of its own.
  public let groupsByPatient: Bool

  /// A splitter with a seed.
  public init(seed: UInt64, groupsByPatient: Bool = true) {
    self.seed = seed
    self.groupsByPatient = groupsByPatient
  }

  /// The part of each sample.
  ///
  /// - Parameters:
  ///   - samples: in any order; the outcome does not depend on it.
  ///   - classes: names of the classes, which the labels are indices into.
  ///   - shares: the share of each part, above 0; their sum counts as the whole.
  /// - Returns: an index into `shares` for each of `samples`.
  /// - Throws: ``DataError/tooFewPatients(class:patients:needed:)`` if not every part can have every class;
  ///   of findings, the rarest may be missing in a part.
  public func parts(of samples: [Sample], classes: [String], shares: [Double]) throws -> [Int] {
    let groups = groups(of: samples, classCount: classes.count)
    let sum = shares.reduce(0, +)
    let shares = shares.map { $0 / sum }
    let division =
      samples.contains { $0.truth.hasFindings }
      ? IterativeStratification.division(of: groups, findings: classes.count, shares: shares)
      : try division(of: groups, classes: classes, shares: shares)
    var parts = Array(repeating: 0, count: samples.count)
    for (group, part) in zip(division.groups, division.parts) {
      for index in group.indices { parts[index] = part }
    }
    return parts
  }

  private func division(of groups: [PatientGroup], classes: [String], shares: [Double]) throws -> Division {
    let totals = groups.reduce(into: Array(repeating: 0, count: classes.count)) { totals, group in
      for (label, count) in group.counts.enumerated() { totals[label] += count }
    }
    for (label, name) in classes.enumerated() where totals[label] > 0 {
      let patients = groups.count { $0.counts[label] > 0 }
      guard patients >= shares.count else {
        throw DataError.tooFewPatients(class: name, patients: patients, needed: shares.count)
      }
    }
    var division = Division(totals: totals, shares: shares)
    for group in groups { division.place(group) }
    division.fillGaps()
    return division
  }

  /// Patients with their images, most images first, else in seeded order.
  private func groups(of samples: [Sample], classCount: Int) -> [PatientGroup] {
    let named = Dictionary(grouping: samples.indices) { groupsByPatient ? samples[$0].patient : samples[$0].path }
    var random = SplitMix64(seed: seed)
    let shuffled = named.sorted { $0.key < $1.key }.map { _, indices in
      indices.reduce(into: PatientGroup(classCount: classCount, indices: indices)) {
        $0.add(samples[$1].truth)
      }
    }.shuffled(using: &random)
    return shuffled.enumerated().sorted { left, right in
      let (a, b) = (left.element.indices.count, right.element.indices.count)
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element)
  }
}
