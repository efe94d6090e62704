import Foundation

/// Names for pictures with heat-maps: none is that of its X-ray, and no two of one run are the same.
struct HeatmapNames {
  private var taken: Set<String> = []

  /// `a-heatmap.png` for `a.jpeg`; for another `a.jpeg`, of another folder, `a-heatmap~2.png`.
  mutating func name(for file: String) -> String {
    let stem = URL(filePath: file).deletingPathExtension().lastPathComponent + "-heatmap"
    var (name, number) = ("\(stem).png", 1)
    while !taken.insert(name).inserted {
      number += 1
      name = "\(stem)~\(number).png"
    }
    return name
  }
}
