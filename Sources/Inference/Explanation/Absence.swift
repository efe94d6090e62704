/// What stands in a network's input for a part of the picture that is taken away.
public enum Absence: String, Sendable, Hashable, CaseIterable {
  /// The picture itself, blurred so far that no finding is left: twice the mean over a square of a quarter of its side.
  case blurred
  /// The mean of the picture, channel by channel.
  case mean

  /// The input `[channels, height, width]` with everything taken away.
  package func applied(to input: [Float], height: Int, width: Int) -> [Float] {
    let area = height * width
    guard area > 0 else { return input }
    return stride(from: 0, to: input.count, by: area).flatMap { start -> [Float] in
      let channel = Array(input[start..<min(start + area, input.count)])
      switch self {
      case .mean:
        let mean = channel.reduce(0.0) { $0 + Double($1) } / Double(channel.count)
        return [Float](repeating: Float(mean), count: channel.count)
      case .blurred:
        let radius = max(1, min(height, width) / 8)
        return (0..<2).reduce(channel) { values, _ in
          let rows = Self.means(values, lines: height, length: width, step: 1, next: width, radius: radius)
          return Self.means(rows, lines: width, length: height, step: width, next: 1, radius: radius)
        }
      }
    }
  }

  /// The mean over the values up to `radius` away on the same line; less of them at its ends.
  private static func means(
    _ values: [Float], lines: Int, length: Int, step: Int, next: Int, radius: Int
  ) -> [Float] {
    var result = values
    var sums = [Double](repeating: 0, count: length + 1)
    for line in 0..<lines {
      for place in 0..<length { sums[place + 1] = sums[place] + Double(values[line * next + place * step]) }
      for place in 0..<length {
        let (first, end) = (max(0, place - radius), min(length, place + radius + 1))
        result[line * next + place * step] = Float((sums[end] - sums[first]) / Double(end - first))
      }
    }
    return result
  }
}
