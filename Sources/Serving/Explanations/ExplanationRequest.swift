import Hummingbird
import Inference

/// What is wanted of an explanation.
struct ExplanationRequest: Sendable {
  /// The method; until it is chosen for a model, nil stands for what costs no more than a reading.
  private(set) var named: ExplanationMethod?
  /// The layers of a class-activation map; the method's own choice where there are none.
  var layers: [String] = []
  /// How a map is laid over the picture.
  var overlay = Overlay()

  /// Reads a query.
  ///
  /// - Throws: ``APIError`` for a value that is not one of those that are known.
  init(_ request: Request) throws {
    let parameters = request.uri.queryParameters
    func value(_ name: Substring) -> String? { parameters[name].flatMap { $0.isEmpty ? nil : String($0) } }
    func known<Value: RawRepresentable & CaseIterable>(_ name: Substring, _ type: Value.Type) throws -> Value?
    where Value.RawValue == String {
      guard let text = value(name) else { return nil }
      guard let known = Value(rawValue: text) else {
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw APIError.badRequest("bad_parameter", "\(name) is one of \(names)")
      }
      return known
    }
    named = try known("method", ExplanationMethod.self)
    layers = value("layer")?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
    overlay.colors = try known("colors", ColorMap.self) ?? overlay.colors
    if let text = value("opacity") {
      guard let opacity = Float(text), (0...1).contains(opacity) else {
        throw APIError.badRequest("bad_parameter", "opacity is a number from 0 to 1")
      }
      overlay.alpha = opacity
    }
    guard layers.count <= 8, layers.allSatisfy({ !$0.isEmpty }) else {
      throw APIError.badRequest(
        "bad_parameter", "layer is the name of a layer, with layer-cam up to 8 with commas between")
    }
    if !layers.isEmpty {
      let method = named ?? .gradCAM
      guard method.takesLayers, layers.count == 1 || method == .layerCAM else {
        throw APIError.badRequest(
          "bad_parameter", "layer goes with grad-cam and grad-cam++, and with layer-cam several with commas between")
      }
    }
  }

  /// The method.
  var method: ExplanationMethod { named ?? .gradCAM }

  /// What it takes.
  var effort: ExplanationMethod.Effort { method.effort(layers: !layers.isEmpty, attention: false) }

  /// Chooses a method where none was named: a network's own attention if it has any, for its layers `standard`.
  mutating func choose(standard: ActivationMap, attention: Bool) {
    named = named ?? (attention && layers.isEmpty ? .attention : ExplanationMethod(rawValue: standard.rawValue))
  }

  static let parameters: [Endpoint.Parameter] = [
    .init(
      name: "method", place: .query, summary: "How it is explained; GET /explain tells what this server can.",
      schema: ["type": "string", "enum": .array(ExplanationMethod.allCases.map { .string($0.rawValue) })]),
    .init(
      name: "layer", place: .query,
      summary: "With grad-cam and grad-cam++ a layer, with layer-cam some with commas between."
    ),
    .init(
      name: "opacity", place: .query, summary: "How much of the colours is seen.",
      schema: ["type": "number", "minimum": 0, "maximum": 1, "default": 0.4]),
    .init(
      name: "colors", place: .query, summary: "The colours.",
      schema: [
        "type": "string", "enum": .array(ColorMap.allCases.map { .string($0.rawValue) }), "default": "jet",
      ]),
  ]
}
