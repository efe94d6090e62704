/// Iterative stratification of findings, of which an image may have several.
///
/// Sechidis, Tsoumakas and Vlahavas, "On the stratification of multi-label data", ECML PKDD 2011, algorithm 1, with whole
/// patients instead of single examples: the finding with the fewest images left is dealt out first, each of its patients
/// to the part that wants most of that finding, or, of equals, most images. Patients with many images come first, so that
/// those with one even out what is left; then come those who have no finding. What is unknown counts nowhere; of findings
/// that are unknown of some images, the images known to be without are dealt out as if that were a finding, too, so that
/// parts have the same share of what is known.
enum IterativeStratification {
  /// Deals out patients.
  ///
  /// A part that lacks a finding gets a patient with it, if there are enough of them; see ``Division/fillGaps()``.
  ///
  /// - Parameters:
  ///   - groups: patients in a seeded order, those with most images first.
  ///   - findings: how many findings there are.
  ///   - shares: the share of each part; together 1.
  static func division(of groups: [PatientGroup], findings: Int, shares: [Double]) -> Division {
    let images = groups.reduce(0) { $0 + $1.indices.count }
    let totals = (0..<findings).map { finding in groups.reduce(0) { $0 + $1.counts[finding] } }
    let partlyKnown = (0..<findings).filter { finding in
      totals[finding] + groups.reduce(0) { $0 + $1.negatives[finding] } < images
    }
    let counts = groups.map { group in group.counts + partlyKnown.map { group.negatives[$0] } }
    var left = (0..<findings + partlyKnown.count).map { label in counts.reduce(0) { $0 + $1[label] } }
    var wanted = shares.map { share in left.map { share * Double($0) } }
    var wantedImages = shares.map { $0 * Double(images) }
    var isDealt = Array(repeating: false, count: groups.count)
    var division = Division(totals: totals, shares: shares)

    func deal(_ index: Int, by priority: (Int) -> (Double, Double)) {
      let part = shares.indices.max { priority($0) < priority($1) } ?? 0
      for (label, count) in counts[index].enumerated() where count > 0 {
        left[label] -= count
        wanted[part][label] -= Double(count)
      }
      wantedImages[part] -= Double(groups[index].indices.count)
      isDealt[index] = true
      division.put(groups[index], into: part)
    }
    while let rarest = left.indices.filter({ left[$0] > 0 }).min(by: { left[$0] < left[$1] }) {
      for index in groups.indices where !isDealt[index] && counts[index][rarest] > 0 {
        deal(index) { (wanted[$0][rarest], wantedImages[$0]) }
      }
    }
    for index in groups.indices where !isDealt[index] { deal(index) { (wantedImages[$0], 0) } }
    division.fillGaps()
    return division
  }
}
