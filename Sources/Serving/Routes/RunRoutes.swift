import Hummingbird

/// The routes that show trainings, also while they go on.
struct RunRoutes: Sendable {
  /// Where the runs are; nil where none are shown.
  let folder: RunFolder?

  var endpoints: [Endpoint] {
    [
      Endpoint(
        method: .get, path: "/runs", scope: .predict, summary: "The training runs.",
        answer: Endpoint.json("Runs"), refusals: [404], handle: runs),
      Endpoint(
        method: .get, path: "/runs/{name}/events", scope: .predict,
        summary: "The epochs of a run, past and coming, and how far it is, as server-sent events.",
        parameters: [.init(name: "name", place: .path, summary: "The run's name.")],
        answer: ("text/event-stream", ["type": "string"]), refusals: [404], handle: events),
    ]
  }

  private func shown() throws -> RunFolder {
    guard let folder else { throw APIError(.notFound, "runs_off", "this server shows no runs; see --runs") }
    return folder
  }

  private func runs(_ request: Request, _ context: ServerContext) async throws -> Response {
    try .json(["runs": shown().runs()])
  }

  private func events(_ request: Request, _ context: ServerContext) async throws -> Response {
    let folder = try shown()
    guard let name = context.parameters.get("name"), folder.names().contains(name) else {
      throw APIError(.notFound, "unknown_run", "there is no such run")
    }
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: RunEvents(folder: folder, name: name).body)
  }
}
