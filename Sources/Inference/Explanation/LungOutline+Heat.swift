package import Radiograph

extension LungOutline {
  /// The share of what speaks for a class that lies inside; nil where nothing does.
  package func share(of heat: HeatGrid) -> Double? {
    let inside = mask(ImageSize(width: Self.side, height: Self.side))
    var (sum, total) = (0.0, 0.0)
    for (cell, value) in heat.values.enumerated() {
      total += Double(value)
      if inside[cell] { sum += Double(value) }
    }
    return total > 0 ? sum / total : nil
  }
}
