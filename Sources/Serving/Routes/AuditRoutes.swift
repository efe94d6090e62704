import Auditing
import Foundation
import HTTPTypes
import Hummingbird
import Metrics
import NIOCore

/// The routes of the audit store.
struct AuditRoutes: Sendable {
  let state: ServerState

  var endpoints: [Endpoint] {
    [
      Endpoint(
        method: .get, path: "/history", scope: .predict, summary: "Readings that were kept, the newest first.",
        parameters: [
          .init(
            name: "limit", place: .query, summary: "Readings a page.",
            schema: ["type": "integer", "minimum": 1, "maximum": 1000, "default": 50]),
          .init(
            name: "before", place: .query, summary: "The `next` of the page before.",
            schema: ["type": "integer", "minimum": 0]),
          .init(
            name: "query", place: .query, summary: "Text in the model, the class or the feedback, or a request's id."),
        ], refusals: [400, 404], handle: history),
      Endpoint(
        method: .get, path: "/history.csv", scope: .admin, summary: "All readings that were kept, as a table.",
        answer: ("text/csv", ["type": "string"]), refusals: [404], handle: export),
      Endpoint(
        method: .post, path: "/feedback", scope: .predict, summary: "Keeps what a person says of a reading.",
        body: .json([
          "type": "object", "required": ["request_id", "label"],
          "properties": [
            "request_id": ["type": "string"],
            "label": [
              "anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]],
              "description": "A class; of a model of findings those that are there, as a list.",
            ],
          ],
        ]), answer: nil, refusals: [400, 404, 413], handle: feedback),
      Endpoint(
        method: .get, path: "/report", scope: .predict, summary: "Sensitivity and specificity by people's feedback.",
        parameters: [.init(name: "model", place: .query, summary: "The model; all where left out.")],
        refusals: [404], handle: report),
    ]
  }

  private func store() throws -> AuditStore {
    guard let audit = state.audit else {
      throw APIError(.notFound, "audit_off", "this server keeps no readings; see --audit")
    }
    return audit
  }

  private func history(_ request: Request, _ context: ServerContext) async throws -> Response {
    let store = try store()
    let parameters = request.uri.queryParameters
    let query = parameters["query"].map(String.init).flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
    let page = try await store.page(
      limit: try request.wholeNumber("limit", in: 1...1000) ?? 50,
      before: try request.wholeNumber("before", in: 0...Int.max), query: query)
    return try .json(HistoryAnswer(page))
  }

  private func export(_ request: Request, _ context: ServerContext) async throws -> Response {
    let store = try store()
    let body = ResponseBody { writer in
      try await writer.write(ByteBuffer(string: AuditRecord.csvHeader))
      var cursor: Int?
      repeat {
        let page = try await store.page(limit: 1000, before: cursor)
        try await writer.write(ByteBuffer(string: page.records.map(\.csvRow).joined()))
        cursor = page.next
      } while cursor != nil
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"history.csv\"",
      ], body: body)
  }

  private func feedback(_ request: Request, _ context: ServerContext) async throws -> Response {
    struct Feedback: Decodable {
      let requestID: String
      let said: AuditFeedback

      private enum CodingKeys: String, CodingKey {
        case label
        case requestID = "request_id"
      }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        requestID = try container.decode(String.self, forKey: .requestID)
        said =
          if let findings = try? container.decode([String].self, forKey: .label) {
            .findings(findings)
          } else {
            .label(try container.decode(String.self, forKey: .label))
          }
      }
    }
    let store = try store()
    let body = try await state.uploads.whole(request, limit: 64 << 10)
    guard let feedback = try? JSONDecoder().decode(Feedback.self, from: body) else {
      throw APIError.badRequest("bad_request", "send {\"request_id\": …, \"label\": …} as JSON")
    }
    do {
      try await store.setFeedback(feedback.said, of: feedback.requestID)
    } catch let error as AuditError {
      switch error {
      case .unknownReading: throw APIError(.notFound, "unknown_reading", "\(error)")
      case .unknownLabel: throw APIError.badRequest("unknown_label", "\(error)")
      case .cannotOpen, .failed: throw error
      }
    }
    return Response(status: .noContent)
  }

  private func report(_ request: Request, _ context: ServerContext) async throws -> Response {
    let model = request.uri.queryParameters["model"].map(String.init).flatMap { $0.isEmpty ? nil : $0 }
    return try .json(ReportAnswer(try await store().summary(model: model)))
  }
}

/// What `/history` answers.
private struct HistoryAnswer: Encodable {
  struct Item: Encodable {
    let record: AuditRecord

    private enum CodingKeys: String, CodingKey {
      case id, time, model, version, prediction, probability, positive, milliseconds, feedback, task, findings
      case feedbackFindings = "feedback_findings"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(record.id, forKey: .id)
      try container.encode(record.time.formatted(.iso8601), forKey: .time)
      try container.encode(record.model, forKey: .model)
      try container.encode(record.version, forKey: .version)
      try container.encode(record.prediction, forKey: .prediction)
      try container.encode(record.probability, forKey: .probability)
      try container.encode(record.positive, forKey: .positive)
      try container.encode(record.milliseconds, forKey: .milliseconds)
      try container.encode(record.feedback, forKey: .feedback)
      guard record.classes.task != .binary else { return }
      try container.encode(record.classes.task, forKey: .task)
      try container.encode(record.findings, forKey: .findings)
      try container.encode(record.feedbackFindings, forKey: .feedbackFindings)
    }
  }

  private let page: AuditStore.Page

  init(_ page: AuditStore.Page) { self.page = page }

  private enum CodingKeys: String, CodingKey { case readings, next }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(page.records.map(Item.init), forKey: .readings)
    try container.encode(page.next, forKey: .next)
  }
}

/// What `/report` answers.
private struct ReportAnswer: Encodable {
  private let summary: AuditStore.Summary

  init(_ summary: AuditStore.Summary) { self.summary = summary }

  private enum CodingKeys: String, CodingKey {
    case n, sensitivity, specificity, accuracy
    case withFeedback = "with_feedback"
    case confusion = "confusion_matrix"
  }

  func encode(to encoder: any Encoder) throws {
    let matrix = summary.confusion
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(summary.count, forKey: .n)
    try container.encode(summary.withFeedback, forKey: .withFeedback)
    try container.encode(
      [[matrix.trueNegatives, matrix.falsePositives], [matrix.falseNegatives, matrix.truePositives]],
      forKey: .confusion)
    try container.encode(matrix.sensitivity, forKey: .sensitivity)
    try container.encode(matrix.specificity, forKey: .specificity)
    try container.encode(matrix.accuracy, forKey: .accuracy)
  }
}
