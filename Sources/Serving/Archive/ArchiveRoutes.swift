import Archive
import Foundation
import HTTPTypes
import Hummingbird

/// The routes of the archive's node.
struct ArchiveRoutes: Sendable {
  let state: ServerState

  var endpoints: [Endpoint] {
    let object = Endpoint.Parameter(
      name: "id", place: .path, summary: "The object's number.", schema: ["type": "string", "pattern": "^[0-9]+$"])
    return [
      Endpoint(
        method: .get, path: "/archive", scope: .predict, summary: "Objects that came by DICOM, the newest first.",
        parameters: [
          .init(
            name: "limit", place: .query, summary: "Objects a page.",
            schema: ["type": "integer", "minimum": 1, "maximum": 1000, "default": 50]),
          .init(name: "before", place: .query, summary: "The `next` of the page before."),
          .init(
            name: "state", place: .query, summary: "Only objects in this state.",
            schema: ["type": "string", "enum": .array(ArchivedObject.State.allCases.map { .string($0.rawValue) })]),
        ], answer: Endpoint.json("Archive"), refusals: [404], handle: list),
      Endpoint(
        method: .get, path: "/archive/{id}/picture", scope: .predict,
        summary: "The picture of an object with what was read of it, as PNG.", parameters: [object],
        answer: ("image/png", Schema.picture), refusals: [404, 503],
        handle: picture),
      Endpoint(
        method: .get, path: "/archive/{id}/report", scope: .predict, summary: "What was read of an object, in words.",
        parameters: [object], answer: Endpoint.json("ReportText"),
        refusals: [404], handle: report),
      Endpoint(
        method: .post, path: "/archive/{id}/retry", scope: .predict, summary: "Has an object tried again that failed.",
        parameters: [object], answer: nil, emptyStatus: 202, refusals: [404, 409], handle: retry),
    ]
  }

  private func node() throws -> ArchiveNode {
    guard let node = state.archive else {
      throw APIError(.notFound, "no_archive", "this server is no node of an archive; see --dicom")
    }
    return node
  }

  private func id(_ context: ServerContext) throws -> Int {
    guard let id = context.parameters.get("id").flatMap({ Int($0) }) else { throw APIError.unknownObject }
    return id
  }

  private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
    let node = try node()
    let parameters = request.uri.queryParameters
    let state = try parameters["state"].flatMap { $0.isEmpty ? nil : $0 }.map { text in
      guard let state = ArchivedObject.State(rawValue: String(text)) else {
        throw APIError.badRequest(
          "bad_parameter", "state is \(ArchivedObject.State.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return state
    }
    let page = try await node.spool.store.page(
      limit: try request.wholeNumber("limit", in: 1...1000) ?? 50,
      before: try request.wholeNumber("before", in: 0...Int.max), state: state)
    return try .json(ArchiveAnswer(node, try await node.spool.store.summary(), page))
  }

  private func picture(_ request: Request, _ context: ServerContext) async throws -> Response {
    let (folder, id) = (try node().spool.folder, try id(context))
    _ = try await named { try await node().spool.store.object(id) }
    let limits = state.options.limits
    let picture = try await state.pool.run(.interactive, limit: limits.queue) {
      try ArchivePicture(of: id, in: folder, limits: limits.decoding)
    }
    return .bytes(picture.png, type: "image/png")
  }

  private func report(_ request: Request, _ context: ServerContext) async throws -> Response {
    let (node, id) = (try node(), try id(context))
    guard let report = try await named({ try await node.spool.store.report(of: id) }) else {
      throw APIError(.notFound, "no_report", "the object has not been read")
    }
    return .bytes(report.utf8, type: "application/json; charset=utf-8")
  }

  private func retry(_ request: Request, _ context: ServerContext) async throws -> Response {
    let (node, id) = (try node(), try id(context))
    try await named { try await node.retry(id) }
    return try .json([String: String](), status: .accepted)
  }

  /// Says of the store's errors what a client is told.
  private func named<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch SpoolError.unknownObject {
      throw APIError.unknownObject
    } catch let error as SpoolError {
      guard case .alreadyDone = error else { throw error }
      throw APIError(.conflict, "already_done", "\(error)")
    }
  }
}

extension APIError {
  fileprivate static let unknownObject = APIError(.notFound, "unknown_object", "there is no such object")
}
