import Metrics

/// Divides samples so that the images of one patient stay together and every part has the same mix of classes.
///
/// Patients are taken in an order that depends on the seed and their names alone, those with most images first, and each
/// goes where the classes it brings are most wanted: to the part `p` that minimises `Σ (n + g - t)² - (n - t)²`, over the
/// classes, with `n` images so far, `g` brought and `t` wanted, each relative to `t` and weighted by the part's share. Parts
/// therefore fill evenly, and the many patients with one image, who come last, even out what is left.
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
  /// - Throws: ``DataError/tooFewPatients(class:patients:needed:)`` if not every part can have every class.
  public func parts(of samples: [Sample], classes: [String], shares: [Double]) throws -> [Int] {
    let groups = groups(of: samples, classCount: classes.count)
    let totals = groups.reduce(into: Array(repeating: 0, count: classes.count)) { totals, group in
      for (label, count) in group.counts.enumerated() { totals[label] += count }
    }
    for (label, name) in classes.enumerated() where totals[label] > 0 {
      let patients = groups.count { $0.counts[label] > 0 }
      guard patients >= shares.count else {
        throw DataError.tooFewPatients(class: name, patients: patients, needed: shares.count)
      }
    }
    let sum = shares.reduce(0, +)
    var division = Division(totals: totals, shares: shares.map { $0 / sum })
    for group in groups { division.place(group) }
    division.fillGaps()
    var parts = Array(repeating: 0, count: samples.count)
    for (group, part) in zip(division.groups, division.parts) {
      for index in group.indices { parts[index] = part }
    }
    return parts
  }

  /// Patients with their images, most images first, else in seeded order.
  private func groups(of samples: [Sample], classCount: Int) -> [Group] {
    let named = Dictionary(grouping: samples.indices) { groupsByPatient ? samples[$0].patient : samples[$0].path }
    var random = SplitMix64(seed: seed)
    let shuffled = named.sorted { $0.key < $1.key }.map { _, indices in
      indices.reduce(into: Group(counts: Array(repeating: 0, count: classCount), indices: indices)) {
        $0.counts[samples[$1].label] += 1
      }
    }.shuffled(using: &random)
    return shuffled.enumerated().sorted { left, right in
      let (a, b) = (left.element.indices.count, right.element.indices.count)
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element)
  }
}

// MARK: - One division

/// A patient: how many images of each class, and where they are.
private struct Group {
  var counts: [Int]
  let indices: [Int]
}

/// Groups as they are dealt out.
private struct Division {
  private(set) var groups: [Group] = []
  private(set) var parts: [Int] = []
  private let totals: [Int]
  private let shares: [Double]
  private var counts: [[Int]]

  init(totals: [Int], shares: [Double]) {
    self.totals = totals
    self.shares = shares
    counts = Array(repeating: Array(repeating: 0, count: totals.count), count: shares.count)
  }

  /// Puts a group where it is most wanted; the first part wins a tie.
  mutating func place(_ group: Group) {
    let costs = shares.indices.map { cost(of: group, in: $0) }
    let part = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    groups.append(group)
    parts.append(part)
    add(group, to: part, sign: 1)
  }

  private func cost(of group: Group, in part: Int) -> Double {
    totals.indices.reduce(0) { sum, label in
      guard group.counts[label] > 0 else { return sum }
      let wanted = shares[part] * Double(totals[label])
      let brought = Double(group.counts[label])
      return sum + brought / Double(totals[label]) * (2 * (Double(counts[part][label]) - wanted) + brought) / wanted
    }
  }

  /// Gives each part that lacks a class the smallest patient with that class from the part with most of them.
  mutating func fillGaps() {
    for label in totals.indices where totals[label] > 0 {
      for part in shares.indices where counts[part][label] == 0 {
        let candidates = groups.indices.filter { groups[$0].counts[label] > 0 && patients(label, in: parts[$0]) > 1 }
        let best = candidates.min { left, right in
          let (a, b) = (counts[parts[left]][label], counts[parts[right]][label])
          return a != b ? a > b : groups[left].indices.count < groups[right].indices.count
        }
        guard let best else { continue }
        add(groups[best], to: parts[best], sign: -1)
        parts[best] = part
        add(groups[best], to: part, sign: 1)
      }
    }
  }

  private func patients(_ label: Int, in part: Int) -> Int {
    groups.indices.count { parts[$0] == part && groups[$0].counts[label] > 0 }
  }

  private mutating func add(_ group: Group, to part: Int, sign: Int) {
    for label in totals.indices { counts[part][label] += sign * group.counts[label] }
  }
}
