extension LungOutline {
  /// The outline as a mask of any size, row by row: true inside.
  ///
  /// Logits are enlarged bilinearly, as PyTorch's `interpolate(mode: bilinear, align_corners: false)` does, and cut at 0,
  /// which is a probability of one half.
  public func mask(_ size: ImageSize) -> [Bool] {
    guard !regions.isEmpty else { return [Bool](repeating: false, count: size.width * size.height) }
    if size == ImageSize(width: Self.side, height: Self.side) { return field.map { $0 > 0 } }
    return Self.enlarge(field, to: size) { $0 > 0 }
  }

  /// The mask as a grey picture, 255 inside and 0 outside, of the picture's own size.
  ///
  /// - Throws: ``RadiographError``.
  public func picture() throws -> Radiograph {
    try Radiograph(width: size.width, height: size.height, pixels: .gray8(mask(size).map { $0 ? 255 : 0 }))
  }

  /// How much of each pixel lies inside: 1 inside, 0 outside, and what lies between across a soft edge.
  ///
  /// - Parameters:
  ///   - margin: by how much the outline is widened first, as a share of the picture.
  ///   - softness: the edge's width, as a share of the picture; 0 for a hard edge.
  public func weights(_ size: ImageSize, widenedBy margin: Double = 0, softness: Double = 0) -> [Float] {
    let side = Self.side
    var inside = field.map { $0 > 0 }
    let distance = Int((margin * Double(side)).rounded())
    if distance > 0 { inside = GridComponents.widened(inside, side: side, by: distance) }
    var levels = inside.map { $0 ? Float(1) : 0 }
    let radius = Int((softness * Double(side) / 2).rounded())
    if radius > 0 {
      // Two passes of a box make a triangle, which has no visible steps.
      for _ in 0..<2 { levels = Self.boxBlurred(levels, radius: radius) }
      return Self.enlarge(levels, to: size) { $0 }
    }
    if distance == 0 { return mask(size).map { $0 ? 1 : 0 } }
    return Self.enlarge(levels, to: size) { $0 >= 0.5 ? 1 : 0 }
  }

  // MARK: - Resampling

  private static func enlarge<Result>(_ field: [Float], to size: ImageSize, _ body: (Float) -> Result) -> [Result] {
    func neighbours(_ pixel: Int, _ count: Int) -> (first: Int, second: Int, share: Float) {
      let place = min(max((Double(pixel) + 0.5) * Double(side) / Double(count) - 0.5, 0), Double(side - 1))
      let first = Int(place)
      return (first, min(first + 1, side - 1), Float(place - Double(first)))
    }
    let columns = (0..<size.width).map { neighbours($0, size.width) }
    var result: [Result] = []
    result.reserveCapacity(size.width * size.height)
    for y in 0..<size.height {
      let row = neighbours(y, size.height)
      let (upper, lower) = (row.first * side, row.second * side)
      let line = (0..<side).map { field[upper + $0] + (field[lower + $0] - field[upper + $0]) * row.share }
      line.withUnsafeBufferPointer { line in
        for column in columns {
          result.append(body(line[column.first] + (line[column.second] - line[column.first]) * column.share))
        }
      }
    }
    return result
  }

  private static func boxBlurred(_ values: [Float], radius: Int) -> [Float] {
    func pass(_ values: [Float], _ index: (_ line: Int, _ place: Int) -> Int) -> [Float] {
      var result = values
      for line in 0..<side {
        for place in 0..<side {
          let window = max(0, place - radius)...min(side - 1, place + radius)
          result[index(line, place)] = window.reduce(0) { $0 + values[index(line, $1)] } / Float(window.count)
        }
      }
      return result
    }
    return pass(pass(values) { $0 * side + $1 }) { $1 * side + $0 }
  }
}
