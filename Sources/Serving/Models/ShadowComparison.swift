import Inference

/// How the readings of a version that only reads along compare with those that were answered, picture by picture.
struct ShadowComparison: Sendable, Equatable, Encodable {
  private(set) var n = 0
  private var agreed = 0
  private var sum = 0.0
  private var absoluteSum = 0.0
  private(set) var largestDifference = 0.0

  /// Adds a picture: the difference is that of the positive class's probability, of findings that of their scores.
  mutating func add(said: Reading, answered: Reading) {
    let difference = said.screeningScore - answered.screeningScore
    n += 1
    if said.decision.positive == answered.decision.positive { agreed += 1 }
    sum += difference
    absoluteSum += abs(difference)
    largestDifference = max(largestDifference, abs(difference))
  }

  private enum CodingKeys: String, CodingKey {
    case n, agreement
    case meanDifference = "mean_difference"
    case meanAbsoluteDifference = "mean_absolute_difference"
    case largestDifference = "largest_difference"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(n, forKey: .n)
    let count = Double(max(n, 1))
    try container.encode(n > 0 ? Double(agreed) / count : nil, forKey: .agreement)
    try container.encode(n > 0 ? sum / count : nil, forKey: .meanDifference)
    try container.encode(n > 0 ? absoluteSum / count : nil, forKey: .meanAbsoluteDifference)
    try container.encode(largestDifference, forKey: .largestDifference)
  }
}
