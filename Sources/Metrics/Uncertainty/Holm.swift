/// Correction of several p-values for having looked several times (Holm, "A simple sequentially rejective multiple test
/// procedure", Scandinavian Journal of Statistics 1979).
public enum Holm {
  /// The corrected p-values, in their order; the chance of any false alarm among those below a level is at most the level.
  ///
  /// The smallest of m is multiplied by m, the next by m - 1 and so on; each is at least the one before, and at most 1. A
  /// test that was not made (nil) doesn't count.
  public static func corrected(_ values: [Double?]) -> [Double?] {
    let made = values.indices.filter { values[$0] != nil }.sorted { (values[$0] ?? 1) < (values[$1] ?? 1) }
    var corrected = [Double?](repeating: nil, count: values.count)
    var least = 0.0
    for (rank, index) in made.enumerated() {
      least = max(least, min(1, (values[index] ?? 1) * Double(made.count - rank)))
      corrected[index] = least
    }
    return corrected
  }
}
