import Hummingbird
import Inference

extension Request {
  /// A parameter of the query that is a whole number; nil where it was left out.
  ///
  /// - Throws: ``APIError`` for anything else.
  func wholeNumber(_ name: Substring, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = uri.queryParameters[name], !text.isEmpty else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw APIError.badRequest("bad_parameter", "\(name) is a whole number from \(range.lowerBound)")
    }
    return number
  }
}

/// What the query of a request asks for.
struct Query: Sendable {
  let model: String?
  let version: String?
  let isCompact: Bool
  /// How a heat-map is to be drawn, if that is said.
  let heatmap: ReadingRequest.Heatmap?
  let reading: ReadingRequest

  /// Reads a query.
  ///
  /// - Throws: ``APIError`` for a value that is not one of those that are known.
  init(_ request: Request) throws {
    let parameters = request.uri.queryParameters
    func value(_ name: Substring) -> String? {
      parameters[name].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    }
    model = value("model")
    version = value("version")
    switch value("format") {
    case nil, "full": isCompact = false
    case "compact": isCompact = true
    default: throw APIError.badRequest("bad_parameter", "format is full or compact")
    }
    var reading = ReadingRequest()
    if let text = value("explain") {
      guard let method = ActivationMap(rawValue: text) else {
        throw APIError.badRequest(
          "bad_parameter", "explain is \(ActivationMap.allCases.map(\.rawValue).joined(separator: " or "))")
      }
      reading.method = method
      reading.heatmap = .overlay
    }
    switch value("class") {
    case nil: break
    case "all": reading.explained = .all
    case let name?: reading.explained = .named(name)
    }
    heatmap = try value("heatmap").map { text in
      guard let heatmap = ReadingRequest.Heatmap(rawValue: text) else {
        throw APIError.badRequest("bad_parameter", "heatmap is overlay or map")
      }
      return heatmap
    }
    if let heatmap, reading.heatmap != nil { reading.heatmap = heatmap }
    if let text = value("frame") {
      guard let frame = Int(text), frame >= 0 else {
        throw APIError.badRequest("bad_parameter", "frame is a whole number from 0")
      }
      reading.frame = frame
    }
    switch value("report") {
    case nil, "false": reading.report = false
    case "true": reading.report = true
    default: throw APIError.badRequest("bad_parameter", "report is true or false")
    }
    self.reading = reading
  }

  /// The parameters that name a model.
  static let modelParameters: [Endpoint.Parameter] = [
    .init(name: "model", place: .query, summary: "The model's name; the default model where left out."),
    .init(
      name: "version", place: .query, summary: "Its version; the one that answers where left out.",
      schema: ["type": "integer", "minimum": 1]),
  ]

  static let frameParameter = Endpoint.Parameter(
    name: "frame", place: .query, summary: "The frame of a DICOM file with several.",
    schema: ["type": "integer", "minimum": 0, "default": 0])

  static let reportParameter = Endpoint.Parameter(
    name: "report", place: .query, summary: "Adds the reading in plain sentences: findings and impression.",
    schema: ["type": "boolean", "default": false])

  static let explainParameter = Endpoint.Parameter(
    name: "explain", place: .query, summary: "Adds a heat-map of the predicted class.",
    schema: ["type": "string", "enum": ["grad-cam", "grad-cam++"]])

  static let heatmapParameter = Endpoint.Parameter(
    name: "heatmap", place: .query, summary: "Of a heat-map: the overlay, or the bare map in grey.",
    schema: ["type": "string", "enum": ["overlay", "map"], "default": "overlay"])

  static let classParameter = Endpoint.Parameter(
    name: "class", place: .query,
    summary: "With explain: the class or finding that the heat-map is of; all gives each in heatmaps.")
}
