import Metrics

/// How many samples a network decided rightly: what an accuracy is made of.
package struct RightCount: Codable, Sendable, Equatable {
  /// Samples that were decided as is true.
  package var right = 0
  /// Samples of which all is known that is decided.
  package var known = 0

  /// Nothing counted yet.
  package init() {}

  /// Their share; nil where nothing is known.
  package var accuracy: Double? { known > 0 ? Double(right) / Double(known) : nil }

  static func += (count: inout RightCount, other: RightCount) {
    count.right += other.right
    count.known += other.known
  }
}

extension Objective {
  /// Counts the samples that a batch's logits decide rightly, at a probability of one half, as the accuracy on validation
  /// data does: of findings those with every finding right, among the samples in which all are known.
  ///
  /// What is true of a mix is what is true of the sample that has the greater share in it; it is known where both are.
  ///
  /// - Parameters:
  ///   - logits: Row-major [views · N, outputs], view after view; every view counts.
  ///   - samples: What is true of the N samples.
  package func rightCount(_ logits: [Float], of samples: BatchTruths) -> RightCount {
    var count = RightCount()
    let truths = samples.nearest
    guard !truths.isEmpty else { return count }
    let width = outputs == .softmax ? classes.names.count : classes.task == .binary ? 1 : classes.names.count
    for (place, start) in stride(from: 0, to: logits.count, by: width).enumerated() {
      guard let truth = truths[place % truths.count] else { continue }
      count.known += 1
      if isRight(logits[start..<start + width], truth) { count.right += 1 }
    }
    return count
  }

  private func isRight(_ row: ArraySlice<Float>, _ truth: Truth) -> Bool {
    switch outputs {
    case .softmax:
      row.indices.max { row[$0] < row[$1] } == row.startIndex + truth.label
    case .sigmoid where classes.task == .binary:
      (row[row.startIndex] >= 0) == (truth.label == classes.positiveClass)
    case .sigmoid:
      row.enumerated().allSatisfy { ($0.element >= 0) == truth[$0.offset] }
    }
  }
}

extension BatchTruths {
  /// What counts as true of each sample, nil where something of it is not known.
  fileprivate var nearest: [Truth?] {
    guard let mix else { return truths.map { $0.isWhole ? $0 : nil } }
    return zip(truths, mix.partners).map { own, partner in
      own.isWhole && partner.isWhole ? (mix.share >= 0.5 ? own : partner) : nil
    }
  }
}

extension Truth {
  /// Whether nothing of it is unknown.
  fileprivate var isWhole: Bool {
    switch self {
    case .oneOf: true
    case .findings(let findings): !findings.contains(nil)
    }
  }
}
