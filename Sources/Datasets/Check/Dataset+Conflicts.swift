import Files

extension Dataset {
  /// The data set without pictures that are in two classes: of such, at most one label is right.
  ///
  /// Every file is read for it, on all cores.
  public func droppingConflicts() -> Dataset {
    let checksums = samples.concurrentMap { sample in try? Checksum(ofFileAt: sample.url) }
    var labels: [Checksum: Set<Int>] = [:]
    for (sample, checksum) in zip(samples, checksums) {
      if let checksum { labels[checksum, default: []].insert(sample.label) }
    }
    let kept = zip(samples, checksums).filter { _, checksum in
      checksum.map { labels[$0]?.count == 1 } ?? true
    }.map(\.0)
    guard kept.count < samples.count else { return self }
    return replacing(
      samples: kept, notes: ["\(samples.count - kept.count) images left out: the same picture is in two classes."])
  }
}
