/// How far looks at one picture are apart, in the calibrated probability of the positive class.
///
/// Lakshminarayanan et al., "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles", 2017,
/// <https://arxiv.org/abs/1612.01474>.
public struct Uncertainty: Sendable, Equatable, Codable {
  /// The standard deviation among the members of an ensemble; nil where one model reads.
  public var disagreement: Double?
  /// The standard deviation over varied views of the picture; nil where there is one view.
  public var repeatability: Double?
  /// The standard deviation over passes with inputs of the head dropped, of an ensemble the root of the mean of its
  /// members' variances; nil where nothing is dropped.
  public var dropout: Double?

  /// An uncertainty, as far as it was measured.
  public init(disagreement: Double? = nil, repeatability: Double? = nil, dropout: Double? = nil) {
    self.disagreement = disagreement
    self.repeatability = repeatability
    self.dropout = dropout
  }

  /// That of an ensemble, of what each member says of the picture.
  init(of members: [(probability: Double, uncertainty: Uncertainty?)]) {
    let dropout = members.compactMap { $0.uncertainty?.dropout }
    disagreement = Self.deviation(members.map(\.probability))
    self.dropout = dropout.count == members.count ? Self.rootMeanSquare(dropout) : nil
  }

  /// The sample's standard deviation (n − 1 in the denominator); 0 for one value.
  static func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(max(1, values.count - 1))).squareRoot()
  }

  /// The root of the mean of squares; 0 for no values.
  private static func rootMeanSquare(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))).squareRoot()
  }
}
