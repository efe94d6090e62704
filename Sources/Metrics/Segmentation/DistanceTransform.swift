/// The exact distance from every place of a grid to the nearest of some places.
///
/// The lower envelope of parabolas, along columns and then along rows: Felzenszwalb and Huttenlocher, "Distance transforms
/// of sampled functions", Theory of Computing 2012.
enum DistanceTransform {
  /// Squares of the distances in pixels; infinite where there is no place at all.
  static func squared(to places: [Bool], width: Int) -> [Double] {
    let height = width > 0 ? places.count / width : 0
    var result = places.map { $0 ? 0 : Double.infinity }
    var line = [Double](repeating: 0, count: height)
    for x in 0..<width {
      for y in 0..<height { line[y] = result[y * width + x] }
      let done = transformed(line)
      for y in 0..<height { result[y * width + x] = done[y] }
    }
    for y in 0..<height {
      result.replaceSubrange(y * width..<(y + 1) * width, with: transformed(Array(result[y * width..<(y + 1) * width])))
    }
    return result
  }

  /// min over q of (p − q)² + f(q), for every p.
  private static func transformed(_ f: [Double]) -> [Double] {
    var (vertices, starts) = ([Int](), [Double]())
    for q in f.indices where f[q].isFinite {
      var start = -Double.infinity
      while let last = vertices.last {
        start = ((f[q] + Double(q * q)) - (f[last] + Double(last * last))) / Double(2 * (q - last))
        guard start <= starts[vertices.count - 1] else { break }
        vertices.removeLast()
        starts.removeLast()
        start = -.infinity
      }
      vertices.append(q)
      starts.append(start)
    }
    guard !vertices.isEmpty else { return f }
    var k = 0
    return f.indices.map { p in
      while k + 1 < vertices.count, starts[k + 1] < Double(p) { k += 1 }
      let q = vertices[k]
      return Double((p - q) * (p - q)) + f[q]
    }
  }
}
