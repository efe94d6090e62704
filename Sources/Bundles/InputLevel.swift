/// How bright the training pictures were as the network got them: mean grey levels from 0 (black) to 1 (white).
///
/// Pictures of another device or another preparation betray themselves when those that a server reads differ from it.
public struct InputLevel: Sendable, Hashable, Codable {
  /// The mean over the pictures.
  public var mean: Double
  /// The standard deviation over the pictures.
  public var standardDeviation: Double
  /// Pictures that were measured.
  public var n: Int

  /// What a set of pictures shows; nil without any.
  ///
  /// - Parameter levels: the mean level of each picture.
  public init?(_ levels: [Double]) {
    guard !levels.isEmpty else { return nil }
    let mean = levels.reduce(0, +) / Double(levels.count)
    let squares = levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardDeviation = (squares / Double(levels.count)).squareRoot()
    n = levels.count
  }

  private enum CodingKeys: String, CodingKey {
    case mean, n
    case standardDeviation = "standard_deviation"
  }
}
