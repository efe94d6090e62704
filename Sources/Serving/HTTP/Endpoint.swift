import Foundation
import HTTPTypes
import Hummingbird

/// A route with what the API's documentation says of it: the one place where a route is known.
struct Endpoint: Sendable {
  typealias Handler = @Sendable (Request, ServerContext) async throws -> Response

  /// A parameter of a path, a query, or a header.
  struct Parameter: Sendable {
    enum Place: String { case path, query, header }

    let name: String
    let place: Place
    let summary: String
    var schema: JSONValue = ["type": "string"]
  }

  /// What a request carries.
  enum Body: Sendable {
    /// Pictures, as a form or raw.
    case pictures
    /// One picture, as a form or raw.
    case picture
    /// JSON of a schema.
    case json(JSONValue, isRequired: Bool = true)
    /// A request of the Open Inference Protocol.
    case inference
  }

  let method: HTTPRequest.Method
  /// The path, with `{name}` where a parameter stands.
  let path: String
  /// What a key must allow; nil where none is needed.
  let scope: Scope?
  let summary: String
  var parameters: [Parameter] = []
  var body: Body?
  /// The content type and schema of a good answer; nil for one without a body.
  let answer: (type: String, schema: JSONValue)?
  /// What else a good answer may come as, by `Accept` or by what is asked for.
  var otherAnswers: [(type: String, schema: JSONValue)] = []
  /// The status of a good answer without a body.
  var emptyStatus = 204
  /// The statuses of refusals beside those that every route has.
  var refusals: [Int] = []
  /// Whether it is answered on a connection beyond the limit, too.
  var isVital = false
  let handle: Handler

  /// An answer in JSON of one of the document's schemas.
  static func json(_ name: String) -> (type: String, schema: JSONValue) {
    ("application/json", Schema.reference(name))
  }

  /// The name of the operation in the OpenAPI document.
  var operationID: String {
    method.rawValue.lowercased()
      + path.split(whereSeparator: { "/{}.-_".contains($0) }).map(\.capitalized).joined()
  }

  /// The path as the router writes it.
  var routerPath: RouterPath { RouterPath(path.isEmpty ? "/" : path) }

  /// Whether a path is this one, whatever stands for its parameters.
  func matches(_ components: [Substring]) -> Bool {
    let own = path.split(separator: "/")
    return own.count == components.count && zip(own, components).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
  }
}
