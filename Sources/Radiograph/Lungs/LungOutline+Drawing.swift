extension LungOutline {
  /// The picture in colour with the outline's edge over it.
  ///
  /// - Throws: ``RadiographError``.
  public func drawn(over picture: Radiograph) throws -> Radiograph {
    let prepared = try Preprocessing(color: .rgb, steps: [], mean: [0, 0, 0], std: [1, 1, 1]).prepare(picture)
    let (width, height) = (prepared.width, prepared.height)
    var samples = prepared.samples
    if prepared.channels == 1 { samples = samples.flatMap { [$0, $0, $0] } }
    guard isFound else { return try Radiograph(width: width, height: height, pixels: .rgb8(samples)) }
    let inside = mask(ImageSize(width: width, height: height))
    let radius = max(1, max(width, height) / 400)
    func paint(_ column: Int, _ row: Int) {
      for y in max(0, row - radius / 2)...min(height - 1, row + radius / 2) {
        for x in max(0, column - radius / 2)...min(width - 1, column + radius / 2) {
          samples.replaceSubrange(3 * (y * width + x)..<3 * (y * width + x) + 3, with: Self.color)
        }
      }
    }
    for row in 0..<height {
      for column in 0..<width where inside[row * width + column] {
        let isEdge =
          column == 0 || row == 0 || column == width - 1 || row == height - 1 || !inside[row * width + column - 1]
          || !inside[row * width + column + 1] || !inside[(row - 1) * width + column]
          || !inside[(row + 1) * width + column]
        if isEdge { paint(column, row) }
      }
    }
    return try Radiograph(width: width, height: height, pixels: .rgb8(samples))
  }

  /// Cyan, which is no grey and no colour of a heat-map's upper half.
  private static let color: [UInt8] = [0, 229, 255]
}
