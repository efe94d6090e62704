package import Metrics

/// How often each finding is there and how often it is not, among samples of which that is known.
package struct FindingCounts {
  /// Samples that have each finding.
  package private(set) var positives: [Int] = []
  /// Samples that are known not to have it.
  package private(set) var negatives: [Int] = []

  /// Counts of samples; none where they have classes.
  package init(_ truths: [Truth]) {
    for case .findings(let findings) in truths {
      let missing = max(0, findings.count - positives.count)
      positives += Array(repeating: 0, count: missing)
      negatives += Array(repeating: 0, count: missing)
      for (index, finding) in findings.enumerated() {
        if finding == true { positives[index] += 1 }
        if finding == false { negatives[index] += 1 }
      }
    }
  }

  /// What the positives of each finding are multiplied by so that they weigh as much as its negatives: negatives by
  /// positives, from 0.01 to 100; 1 where either is missing.
  ///
  /// The limits keep a finding of a handful of pictures from drowning all others.
  package var positiveWeights: [Float] {
    zip(positives, negatives).map { positives, negatives in
      guard positives > 0, negatives > 0 else { return 1 }
      return min(max(Float(negatives) / Float(positives), 0.01), 100)
    }
  }
}
