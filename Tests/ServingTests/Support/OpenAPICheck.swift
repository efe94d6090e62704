import Foundation
import HTTPTypes
import Serving
import Synchronization

/// Holds answers against the schemas of the OpenAPI document, more strictly than clients may: a key that the schema does not
/// name is a fault, so that none is added without its documentation.
struct OpenAPICheck {
  private static let parsed = Mutex<OpenAPICheck?>(nil)

  /// The document.
  let document: JSON

  init(_ bytes: Data) throws { document = try JSONDecoder().decode(JSON.self, from: bytes) }

  /// The check by a server's document, which is the same for all servers as far as answers go.
  static func shared(_ server: HilumServer) throws -> OpenAPICheck {
    try parsed.withLock { parsed in
      let check = try parsed ?? OpenAPICheck(server.openAPI())
      parsed = check
      return check
    }
  }

  // MARK: - Answers

  /// What is wrong with an answer in JSON; nothing of other answers, and of routes that are no part of the document.
  func faults(of answer: TestServer.Answer, to method: HTTPRequest.Method, _ path: String) throws -> [String] {
    guard answer.headers[.contentType]?.hasPrefix("application/json") == true, !answer.body.isEmpty,
      answer.headers[.contentEncoding] == nil,
      let operation = operation(method, path)
    else { return [] }
    let status = (200..<300).contains(answer.status) ? "200" : String(answer.status)
    let error = "#/components/schemas/" + (path.hasPrefix("/v2") ? "ProtocolError" : "Error")
    let undocumented = status == "200" ? nil : JSON.object(["$ref": .string(error)])
    let value = try JSONDecoder().decode(JSON.self, from: answer.body)
    guard let schema = Self.schema(operation, status) ?? undocumented else {
      return value == .object([:]) ? [] : ["an answer without a schema"]
    }
    return faults(value, schema)
  }

  /// The operation of a request; where several paths match, that with the fewest parameters.
  private func operation(_ method: HTTPRequest.Method, _ path: String) -> JSON? {
    let parts = path.prefix { $0 != "?" }.split(separator: "/")
    let matching = (document["paths"]?.keys ?? [:]).filter { template, _ in
      let own = template.split(separator: "/")
      return own.count == parts.count && zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    let best = matching.min { $0.key.count { $0 == "{" } < $1.key.count { $0 == "{" } }
    return best?.value[method.rawValue.lowercased()]
  }

  /// The schema of an answer in JSON.
  static func schema(_ operation: JSON, _ status: String) -> JSON? {
    operation["responses"]?[status]?["content"]?["application/json"]?["schema"]
  }

  // MARK: - Schemas

  /// What a reference stands for; a schema itself where it is none.
  func resolved(_ schema: JSON) -> JSON? {
    guard let reference = schema["$ref"]?.text else { return schema }
    return reference.split(separator: "/").dropFirst().reduce(document as JSON?) { $0?[String($1)] }
  }

  /// What is wrong with a value.
  func faults(_ value: JSON, _ schema: JSON, at place: String = "$") -> [String] {
    guard let schema = resolved(schema) else { return ["\(place): no schema"] }
    if let choices = schema["anyOf"]?.items {
      let faults = choices.map { self.faults(value, $0, at: place) }
      return faults.contains([]) ? [] : faults.min { $0.count < $1.count } ?? []
    }
    let types = schema["type"].map { $0.text.map { [$0] } ?? $0.items.compactMap(\.text) } ?? []
    let isNumber = value.type == "integer" && types.contains("number")
    guard types.isEmpty || types.contains(value.type) || isNumber else {
      return ["\(place): \(value.type), not \(types.joined(separator: " or "))"]
    }
    if let words = schema["enum"]?.items, !words.contains(value) { return ["\(place): none of the words"] }
    switch value {
    case .object(let values): return faults(values, schema, at: place)
    case .array(let values):
      var faults: [String] = []
      if case .integer(let least)? = schema["minItems"], values.count < least { faults.append("\(place): too few") }
      if case .integer(let most)? = schema["maxItems"], values.count > most { faults.append("\(place): too many") }
      guard let items = schema["items"] else { return faults }
      return faults + values.enumerated().flatMap { self.faults($1, items, at: "\(place)[\($0)]") }
    default: return []
    }
  }

  private func faults(_ values: [String: JSON], _ schema: JSON, at place: String) -> [String] {
    let missing = (schema["required"]?.items ?? []).compactMap(\.text).filter { values[$0] == nil }
    let properties = schema["properties"]?.keys ?? [:]
    return missing.map { "\(place).\($0): missing" }
      + values.flatMap { key, value -> [String] in
        if let property = properties[key] { return faults(value, property, at: "\(place).\(key)") }
        switch schema["additionalProperties"] {
        case .bool(true)?: return []
        case .object(let more)?: return faults(value, .object(more), at: "\(place).\(key)")
        default: return ["\(place).\(key): not in the schema"]
        }
      }
  }
}
