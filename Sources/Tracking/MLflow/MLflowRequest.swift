package import Foundation

/// A request to an MLflow server: a value, so that it can be made again and looked at without a server.
package struct MLflowRequest: Sendable, Equatable {
  /// How the server is asked.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case put = "PUT"
  }

  /// What is sent along.
  package enum Body: Sendable, Equatable {
    case none
    case json(Data)
    case bytes(Data)
    /// A file, which is read while it is sent.
    case file(URL)
  }

  /// The method.
  package let method: Method
  /// The place below the server's address, escaped, from the first slash; with the query.
  package let target: String
  /// What is sent along.
  package let body: Body

  init(_ method: Method, _ target: String, _ body: Body = .none) {
    self.method = method
    self.target = target
    self.body = body
  }

  /// A call of the REST API 2.0.
  init(_ method: Method, api path: String, _ content: some Encodable) throws(TrackingError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // No content is anything but text, whole numbers and numbers that are finite.
    guard let body = try? encoder.encode(content) else { throw .malformedAnswer }
    self.init(method, "/api/2.0/mlflow/\(path)", .json(body))
  }

  /// A question of the REST API 2.0.
  init(get path: String, _ name: String, _ value: String) {
    self.init(.get, "/api/2.0/mlflow/\(path)?\(name)=\(value.escaped)")
  }
}

extension String {
  /// For a part of a path or a query: everything but letters, digits and `-._~` escaped (RFC 3986, section 2.3).
  var escaped: String {
    let kept = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return addingPercentEncoding(withAllowedCharacters: kept) ?? ""
  }
}
