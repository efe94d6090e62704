extension Preprocessing {
  /// How bright a picture is as the network gets it: the mean of ``input(for:)``'s values before ``mean`` and ``std`` were
  /// applied, from 0 (black) to 1 (white); nil for values that are not whole channels.
  public func meanLevel(of input: [Float]) -> Double? {
    let area = input.count / max(channels, 1)
    guard area > 0, area * channels == input.count, mean.count == channels, std.count == channels else { return nil }
    let levels = (0..<channels).map { channel in
      Double(Self.sum(input, from: channel * area, count: area)) / Double(area) * Double(std[channel])
        + Double(mean[channel])
    }
    return levels.reduce(0, +) / Double(channels)
  }

  private static func sum(_ values: [Float], from start: Int, count: Int) -> Float {
    values.withUnsafeBytes { bytes in
      let whole = count & ~15
      var lanes = SIMD16<Float>.zero
      for index in stride(from: start, to: start + whole, by: 16) {
        lanes += bytes.loadUnaligned(fromByteOffset: 4 * index, as: SIMD16<Float>.self)
      }
      return (start + whole..<start + count).reduce(lanes.sum()) {
        $0 + bytes.loadUnaligned(fromByteOffset: 4 * $1, as: Float.self)
      }
    }
  }
}
