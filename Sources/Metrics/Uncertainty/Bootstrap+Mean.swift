extension Bootstrap {
  /// The interval of a mean over cases, by drawing whole groups of cases with replacement.
  ///
  /// - Parameters:
  ///   - values: A number for each case.
  ///   - groups: Whose each case is, such as a patient's name.
  /// - Returns: nil where there are fewer than two groups.
  /// - Throws: `MetricsError.lengthMismatch` where the lists differ in length.
  public func meanInterval(_ values: [Double], groups: [String]) throws(MetricsError) -> ConfidenceInterval? {
    guard values.count == groups.count else {
      throw .lengthMismatch(what: "groups", expected: values.count, found: groups.count)
    }
    let members = Dictionary(grouping: values.indices) { groups[$0] }.sorted { $0.key < $1.key }.map(\.value)
    guard members.count > 1 else { return nil }
    let sums = members.map { indices in indices.reduce(0.0) { $0 + values[$1] } }
    let rows = (0..<resamples).map { resample -> [Double] in
      var generator = SplitMix64(seed: seed, stream: UInt64(resample))
      var (sum, count) = (0.0, 0)
      for _ in members {
        let drawn = generator.next(below: members.count)
        sum += sums[drawn]
        count += members[drawn].count
      }
      return [sum / Double(count)]
    }
    return interval(rows, column: 0)
  }

  /// The value below which a share of the values lies (type 7 of Hyndman and Fan); nil of none.
  public static func quantile(_ share: Double, of values: [Double]) -> Double? {
    values.isEmpty ? nil : quantile(share, ofSorted: values.sorted())
  }
}
