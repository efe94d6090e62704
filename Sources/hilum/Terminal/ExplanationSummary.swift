import Inference

/// What `hilum explain --json` prints of a heat-map.
struct MapSummary: Encodable {
  let file: String
  let className: String
  let probability: Double
  let method: String
  let layer: String?
  let output: String
  let map: String?
  let mapSize: [Int]

  private enum CodingKeys: String, CodingKey {
    case file, probability, method, layer, output, map
    case className = "class"
    case mapSize = "map_size"
  }

  /// Writes every key, `null` where there is nothing to say.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(className, forKey: .className)
    try container.encode(probability, forKey: .probability)
    try container.encode(method, forKey: .method)
    try container.encode(layer, forKey: .layer)
    try container.encode(output, forKey: .output)
    try container.encode(map, forKey: .map)
    try container.encode(mapSize, forKey: .mapSize)
  }
}

/// What `hilum explain --method shapley --json` prints.
struct ZoneSummary: Encodable {
  let file: String
  let className: String
  let probability: Double
  let method: String
  let payoff: String
  let absent: String
  let base: Double
  let value: Double
  let players: [ZoneContributions.Player]
  let sumError: Double
  let output: String

  private enum CodingKeys: String, CodingKey {
    case file, probability, method, payoff, absent, base, value, players, output
    case className = "class"
    case sumError = "sum_error"
  }
}
