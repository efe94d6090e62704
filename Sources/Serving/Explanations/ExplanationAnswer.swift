import Bundles
import Foundation
import Inference
import Radiograph
import Reporting

/// An explanation as programs get it: the object of `hilum explain --json`, without files, with the map as a picture.
struct ExplanationAnswer: Sendable, Encodable {
  /// The explanation as a PNG file.
  let picture: Data
  private let className: String
  private let probability: Double
  private let method: ExplanationMethod
  private let layers: [String]
  private let map: HeatMap
  private let contributions: ZoneContributions?
  private let requestID: String

  /// Draws an explanation.
  ///
  /// - Throws: `RadiographError`, `ExplanationError`.
  init(
    _ explanation: Explanation, of subject: ExplainableReading, by predictor: Predictor, _ request: ExplanationRequest,
    _ style: ReadingRequest.Heatmap, requestID: String
  ) throws {
    className = subject.className
    probability = subject.probability
    method = explanation.method
    layers = request.layers
    map = explanation.map
    contributions = explanation.contributions
    self.requestID = requestID
    let shown = explanation.map.shown(by: explanation.method)
    let explained = try predictor.explained(subject.picture, showing: shown)
    if style == .overlay, let contributions {
      picture = try Data(explained.tinted(contributions, colors: ContributionChart.colors).pngFile(fast: true))
    } else {
      picture = try style.file(of: explained, request.overlay)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case probability, method, layer, heatmap, payoff, absent, base, value, players
    case className = "class"
    case mapSize = "map_size"
    case sumError = "sum_error"
    case requestID = "request_id"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(className, forKey: .className)
    try container.encode(probability, forKey: .probability)
    try container.encode(method, forKey: .method)
    try container.encode(layers.isEmpty ? nil : layers.joined(separator: ","), forKey: .layer)
    try container.encode([map.height, map.width], forKey: .mapSize)
    try container.encode("data:image/png;base64," + picture.base64EncodedString(), forKey: .heatmap)
    try container.encode(requestID, forKey: .requestID)
    guard let contributions else { return }
    try container.encode(ZoneContributions.Payoff.probability.rawValue, forKey: .payoff)
    try container.encode(Absence.blurred.rawValue, forKey: .absent)
    try container.encode(contributions.base, forKey: .base)
    try container.encode(contributions.value, forKey: .value)
    try container.encode(contributions.players, forKey: .players)
    try container.encode(contributions.sumError, forKey: .sumError)
  }
}

/// What `GET /explain` answers.
struct ExplanationList: Encodable {
  struct Model: Encodable {
    let name: String
    let version: Int
  }

  struct Method: Encodable {
    let name: ExplanationMethod
    /// Whether it waits for its turn.
    let slow: Bool
    /// How many layers may be chosen.
    let layers: Int
  }

  let model: Model
  let methods: [Method]
  let layers: [String]
  let colors = ColorMap.allCases.map(\.rawValue)
  let waiting: Int
  let seconds: Double

  /// What a model can be explained by.
  init(_ model: ServedModel, _ service: ExplanationService) async {
    self.model = Model(name: model.identity.name.description, version: model.identity.version)
    let known = await service.abilities(for: model).layers
    methods = await service.methods(for: model).map { method in
      Method(
        name: method, slow: method.effort(layers: false, attention: false) != .none,
        layers: known.isEmpty || !method.takesLayers ? 0 : method == .layerCAM ? known.count : 1)
    }
    layers = known
    waiting = service.queue.waiting
    seconds = service.options.time.seconds
  }
}
