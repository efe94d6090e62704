/// How bright grey levels are where nothing says it: by the fewest of 8, 10, 12, 14 or 16 bits that hold the brightest.
///
/// Detectors give 10 to 14 bits, and many exports store them in 16 without stretching.
enum LevelsInUse {
  /// The bits that are in use where the brightest of the levels is `brightest`.
  static func bits(brightest: Int) -> Int {
    [8, 10, 12, 14].first { brightest > 0 && brightest < 1 << $0 } ?? 16
  }
}
