import Bundles
import Files
import Foundation

/// Training runs on the disk: those of a folder, or a single one.
struct RunFolder: Sendable {
  /// What is told of a run.
  struct Run: Encodable {
    let name: String
    let epochs: Int
    let state: State
    let progress: RunProgress?
    let last: [String: Double]?

    private enum CodingKeys: String, CodingKey { case name, epochs, running, state, progress, last }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(epochs, forKey: .epochs)
      try container.encode(state == .running, forKey: .running)
      try container.encode(state, forKey: .state)
      try container.encode(progress, forKey: .progress)
      try container.encode(last, forKey: .last)
    }
  }

  /// Whether a run goes on, has come to its end, or was stopped before.
  enum State: String, Encodable { case running, finished, stopped }

  private let url: URL
  private let only: String?

  /// The runs that are subfolders of `url`.
  init(_ url: URL) {
    self.url = url
    only = nil
  }

  /// A single run, which need not have begun.
  init(run: URL) {
    let whole = run.standardizedFileURL
    url = whole.deletingLastPathComponent()
    only = whole.lastPathComponent
  }

  /// The names of the runs: the subfolders with a history, or where a training goes on.
  func names() -> [String] {
    let entries = only.map { [$0] } ?? (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return entries.filter { !$0.hasPrefix(".") && (has("history.csv", $0) || progress(of: $0) != nil) }.sorted()
  }

  /// Every run.
  func runs() -> [Run] {
    names().map { name in
      let state = state(of: name)
      let rows = rows(of: name)
      return Run(name: name, epochs: rows.count, state: state, progress: progress(of: name), last: rows.last)
    }
  }

  /// The state of a run.
  func state(of name: String) -> State {
    if progress(of: name) != nil { return .running }
    return has("metrics.json", name) ? .finished : .stopped
  }

  /// How far a run is; nil where it does not go on.
  func progress(of name: String) -> RunProgress? { RunProgress(of: url.appending(path: name)) }

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
