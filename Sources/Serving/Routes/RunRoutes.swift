import Files
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The routes that show trainings, also while they go on.
struct RunRoutes: Sendable {
  let state: ServerState

  var endpoints: [Endpoint] {
    [
      Endpoint(
        method: .get, path: "/runs", scope: .predict, summary: "The training runs.", refusals: [404], handle: runs),
      Endpoint(
        method: .get, path: "/runs/{name}/events", scope: .predict,
        summary: "The epochs of a run, past and coming, as server-sent events.",
        parameters: [.init(name: "name", place: .path, summary: "The run's name.")],
        answer: ("text/event-stream", ["type": "string"]), refusals: [404], handle: events),
    ]
  }

  private func folder() throws -> RunFolder {
    guard let url = state.options.runs else {
      throw APIError(.notFound, "runs_off", "this server shows no runs; see --runs")
    }
    return RunFolder(url: url)
  }

  private func runs(_ request: Request, _ context: ServerContext) async throws -> Response {
    try .json(["runs": folder().runs()])
  }

  private func events(_ request: Request, _ context: ServerContext) async throws -> Response {
    let folder = try folder()
    guard let name = context.parameters.get("name"), folder.names().contains(name) else {
      throw APIError(.notFound, "unknown_run", "there is no such run")
    }
    let body = ResponseBody { writer in
      var sent = 0
      var silence = 0
      while !Task.isShuttingDownGracefully, !Task.isCancelled {
        // Whether it runs is looked at before its rows are, so that none is missed at the end.
        let isRunning = folder.isRunning(name)
        let rows = folder.rows(of: name)
        for row in rows.dropFirst(sent) {
          let json = String(decoding: try JSONEncoder().encode(row), as: UTF8.self)
          try await writer.write(ByteBuffer(string: "event: epoch\ndata: \(json)\n\n"))
        }
        sent = max(sent, rows.count)
        guard isRunning else { break }
        silence += 1
        // A comment now and then tells whether the client is still there.
        if silence % 15 == 0 { try await writer.write(ByteBuffer(string: ": still running\n\n")) }
        try? await Task.sleep(for: .seconds(1))
      }
      try await writer.write(ByteBuffer(string: "event: end\ndata: {}\n\n"))
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
  }
}

/// The folder with training runs.
private struct RunFolder: Sendable {
  struct Run: Encodable {
    let name: String
    let epochs: Int
    let running: Bool
    let last: [String: Double]?

    private enum CodingKeys: String, CodingKey { case name, epochs, running, last }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(epochs, forKey: .epochs)
      try container.encode(running, forKey: .running)
      try container.encode(last, forKey: .last)
    }
  }

  let url: URL

  /// The names of the runs: the subfolders with a history.
  func names() -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return entries.filter { !$0.hasPrefix(".") && has("history.csv", $0) }.sorted()
  }

  func runs() -> [Run] {
    names().map { name in
      let rows = rows(of: name)
      return Run(name: name, epochs: rows.count, running: isRunning(name), last: rows.last)
    }
  }

  /// Whether a run goes on: its metrics are not there yet.
  func isRunning(_ name: String) -> Bool { !has("metrics.json", name) }

  /// The finite figures of each epoch; a line that is being written is left out.
  func rows(of name: String) -> [[String: Double]] {
    guard let bytes = try? FileReading.bytes(of: url.appending(path: "\(name)/history.csv"), limit: 16 << 20) else {
      return []
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.prefix(through: text.lastIndex(of: "\n") ?? text.startIndex).split(separator: "\n")
    guard let header = lines.first?.split(separator: ",") else { return [] }
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      var row: [String: Double] = [:]
      for (column, cell) in zip(header, cells) {
        if let number = Double(cell), number.isFinite { row[String(column)] = number }
      }
      return row
    }
  }

  private func has(_ file: String, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: "\(name)/\(file)").path)
  }
}
