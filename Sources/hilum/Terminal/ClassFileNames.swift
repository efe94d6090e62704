/// Names of classes as parts of file names: no two of one run are the same.
struct ClassFileNames {
  private var taken: Set<String> = []

  /// `Pleural_Thickening` for `Pleural Thickening`: letters, digits, `-` and `_`.
  mutating func name(for className: String) -> String {
    let stem = String(className.map { $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : "_" })
    var (name, number) = (stem, 1)
    while !taken.insert(name).inserted {
      number += 1
      name = "\(stem)~\(number)"
    }
    return name
  }
}
