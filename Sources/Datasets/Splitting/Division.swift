import Metrics

/// A patient: how many images of each class, or with each finding and without it, and where they are.
struct PatientGroup {
  /// Images of each class, or with each finding.
  private(set) var counts: [Int]
  /// Images known to be without each finding.
  private(set) var negatives: [Int]
  /// Where the images are.
  let indices: [Int]

  /// A patient whose images are not counted yet.
  init(classCount: Int, indices: [Int]) {
    counts = Array(repeating: 0, count: classCount)
    negatives = counts
    self.indices = indices
  }

  /// Counts an image.
  mutating func add(_ truth: Truth) {
    for index in counts.indices {
      switch truth[index] {
      case true?: counts[index] += 1
      case false?: negatives[index] += 1
      case nil: break
      }
    }
  }
}

/// Patients as they are dealt out to parts.
struct Division {
  private(set) var groups: [PatientGroup] = []
  private(set) var parts: [Int] = []
  /// Images of each class in all.
  let totals: [Int]
  /// The share of each part; together 1.
  let shares: [Double]
  private var counts: [[Int]]

  init(totals: [Int], shares: [Double]) {
    self.totals = totals
    self.shares = shares
    counts = Array(repeating: Array(repeating: 0, count: totals.count), count: shares.count)
  }

  /// Puts a group where it is most wanted; the first part wins a tie.
  mutating func place(_ group: PatientGroup) {
    let costs = shares.indices.map { cost(of: group, in: $0) }
    put(group, into: costs.indices.min { costs[$0] < costs[$1] } ?? 0)
  }

  /// Puts a group into a part that was chosen otherwise.
  mutating func put(_ group: PatientGroup, into part: Int) {
    groups.append(group)
    parts.append(part)
    add(group, to: part, sign: 1)
  }

  private func cost(of group: PatientGroup, in part: Int) -> Double {
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

  private mutating func add(_ group: PatientGroup, to part: Int, sign: Int) {
    for label in totals.indices { counts[part][label] += sign * group.counts[label] }
  }
}
