import Files
import Metrics

extension Dataset {
  /// The data set without pictures that are in two classes, or with a finding and without: at most one label is right.
  ///
  /// Every file is read for it, on all cores.
  public func droppingConflicts() -> Dataset {
    let checksums = samples.concurrentMap { sample in try? Checksum(ofFileAt: sample.url) }
    var truths: [Checksum: Set<Truth>] = [:]
    for (sample, checksum) in zip(samples, checksums) {
      if let checksum { truths[checksum, default: []].insert(sample.truth) }
    }
    let contradictory = Set(truths.filter { $0.value.isContradictory }.keys)
    let kept = zip(samples, checksums).filter { _, checksum in
      checksum.map { !contradictory.contains($0) } ?? true
    }.map(\.0)
    guard kept.count < samples.count else { return self }
    return replacing(
      samples: kept,
      notes: [
        "\(samples.count - kept.count) images left out: the same picture "
          + (task == .multilabel ? "has contradictory findings." : "is in two classes.")
      ])
  }
}
