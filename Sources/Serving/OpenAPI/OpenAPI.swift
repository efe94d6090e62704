import Bundles
import HTTPTypes

/// The OpenAPI 3.1 document, made of the routes themselves.
struct OpenAPI: Sendable {
  let endpoints: [Endpoint]
  let needsKey: Bool

  /// The document.
  var document: JSONValue {
    var paths: [String: [String: JSONValue]] = [:]
    for endpoint in endpoints {
      paths[endpoint.path, default: [:]][endpoint.method.rawValue.lowercased()] = operation(endpoint)
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Hilum", "version": .string(ProductVersion.current),
        "description": "Readings of chest X-rays. Research software, not a medical device.",
        "license": ["name": "See LICENSE"],
      ],
      "servers": [["url": "/"]],
      "paths": .object(paths.mapValues { .object($0) }),
      "components": [
        "schemas": OpenAPISchemas.all,
        "securitySchemes": [
          "bearer": ["type": "http", "scheme": "bearer"],
          "key": ["type": "apiKey", "in": "header", "name": "X-API-Key"],
        ],
      ],
    ]
  }

  private func operation(_ endpoint: Endpoint) -> JSONValue {
    var operation: [String: JSONValue] = [
      "operationId": .string(endpoint.operationID), "summary": .string(endpoint.summary),
      "responses": .object(responses(endpoint)),
    ]
    if !endpoint.parameters.isEmpty {
      operation["parameters"] = .array(
        endpoint.parameters.map { parameter in
          [
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.place == .path), "description": .string(parameter.summary),
            "schema": parameter.schema,
          ]
        })
    }
    if let body = endpoint.body { operation["requestBody"] = Self.body(body) }
    if endpoint.scope != nil, needsKey { operation["security"] = [["bearer": []], ["key": []]] }
    return .object(operation)
  }

  private func responses(_ endpoint: Endpoint) -> [String: JSONValue] {
    var responses: [String: JSONValue] = [:]
    if let answer = endpoint.answer {
      let content = ([answer] + endpoint.otherAnswers).map { ($0.type, ["schema": $0.schema] as JSONValue) }
      responses["200"] = ["description": "Done.", "content": .object(Dictionary(content) { first, _ in first })]
    } else {
      responses[String(endpoint.emptyStatus)] = ["description": "Done."]
    }
    let error = Schema.reference(endpoint.path.hasPrefix("/v2") ? "ProtocolError" : "Error")
    var refusals = Set(endpoint.refusals).union([400, 421])
    if endpoint.method != .get { refusals.insert(403) }
    if endpoint.scope != nil { refusals.formUnion(needsKey ? [401, 403, 429] : [429]) }
    for status in refusals {
      responses[String(status)] = [
        "description": .string(Self.meaning(status)),
        "content": [
          "application/json": [
            "schema": endpoint.path == "/health" && status == 503 ? Schema.reference("Health") : error
          ]
        ],
      ]
    }
    return responses
  }

  private static func body(_ body: Endpoint.Body) -> JSONValue {
    let file = Schema.file
    switch body {
    case .pictures, .picture:
      var files: [String: JSONValue] = ["type": "array", "minItems": 1, "items": file]
      if case .picture = body { files["maxItems"] = 1 }
      return [
        "required": true,
        "content": [
          "multipart/form-data": [
            "schema": [
              "type": "object", "required": ["file"],
              "properties": ["file": .object(files)],
            ]
          ],
          "image/jpeg": ["schema": file], "image/png": ["schema": file], "application/dicom": ["schema": file],
        ],
      ]
    case .json(let schema, let isRequired):
      return ["required": .bool(isRequired), "content": ["application/json": ["schema": schema]]]
    case .inference:
      return [
        "required": true,
        "content": [
          "application/json": ["schema": Schema.reference("InferenceRequest")],
          "application/octet-stream": ["schema": file],
        ],
      ]
    }
  }

  private static func meaning(_ status: Int) -> String {
    switch status {
    case 400: "The request or the file is malformed."
    case 401: "A valid key is needed."
    case 403: "The key, or the web page that asks, may not do that."
    case 404: "There is no such thing."
    case 409: "It can't be done as things stand."
    case 408: "The body came too slowly."
    case 413: "Too many bytes, or too many pixels."
    case 415: "Not a picture that is read."
    case 421: "The server is not known under the name in Host."
    case 422: "Readable, but not usable; `reasons` says why."
    case 429: "Too many requests."
    case 501: "This server can't do it, or not for this model."
    case 504: "It took longer than it may."
    case 503: "Busy, or not ready yet; see Retry-After."
    default: "Refused."
    }
  }
}
