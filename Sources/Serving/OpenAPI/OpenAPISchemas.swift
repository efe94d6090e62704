/// The schemas that answers refer to: each answer's, and their parts.
enum OpenAPISchemas {
  static let all = JSONValue.object(
    [
      server, ReadingSchemas.all, ModelSchemas.all, MetricSchemas.all, AuditSchemas.all, RunSchemas.all,
      ArchiveSchemas.all, ProtocolSchemas.all, ExplanationSchemas.all, AgreementSchemas.all,
    ].reduce(into: [:]) { all, part in all.merge(part) { $1 } })

  /// What is told of the server itself, and of refusals.
  private static let server: [String: JSONValue] = [
    "Error": Schema.object([
      "error": Schema.object(
        ["code": Schema.text, "message": Schema.text, "request_id": Schema.text],
        optional: ["reasons": Schema.list(Schema.text)])
    ]).with([
      "examples": [
        [
          "error": [
            "code": "unsupported_media_type", "message": "the file is neither JPEG nor PNG nor DICOM",
            "request_id": "5f0c2f5f9a1b4c0e",
          ]
        ]
      ]
    ]),
    "Root": Schema.object([
      "name": Schema.text, "version": Schema.text, "notice": Schema.text,
      "features": Schema.object([
        "models": Schema.boolean, "audit": Schema.boolean, "runs": Schema.boolean, "explain": Schema.boolean,
        "archive": Schema.boolean,
      ]),
      "endpoints": Schema.list(Schema.text),
    ]).with([
      "examples": [
        [
          "name": "hilum", "version": "0.1.0", "notice": "Research software, not a medical device.",
          "features": ["models": true, "audit": true, "runs": false, "explain": true, "archive": false],
          "endpoints": ["POST /predict", "GET /health"],
        ]
      ]
    ]),
    "Health": Schema.object([
      "status": Schema.word(["ok", "not_ready"]), "version": Schema.text, "uptime_seconds": Schema.number,
      "models": Schema.integer,
    ]).with(["examples": [["status": "ok", "version": "0.1.0", "uptime_seconds": 84.5, "models": 1]]]),
    "OpenAPIDocument": [
      "type": "object", "required": ["openapi", "info", "paths"], "additionalProperties": true,
      "description": "OpenAPI 3.1; see https://spec.openapis.org/oas/v3.1.0.",
    ],
  ]
}
