import Files
package import Foundation

/// Which run of a server a training is logged to; kept in the run's folder as `mlflow.json`, so that a training which is
/// resumed goes on in the same.
package struct TrackedRun: Sendable, Equatable, Codable {
  private static let byteLimit = 64 << 10
  /// The server's address.
  package let server: String
  /// The experiment's number at the server.
  package let experiment: String
  /// The run's number at the server.
  package let run: String

  package init(server: String, experiment: String, run: String) {
    (self.server, self.experiment, self.run) = (server, experiment, run)
  }

  /// The file in a run's folder.
  package static func file(in folder: URL) -> URL { folder.appending(path: "mlflow.json") }

  /// What a run's folder says; nil where it says nothing.
  package init?(of folder: URL) {
    guard let bytes = try? FileReading.bytes(of: Self.file(in: folder), limit: Self.byteLimit),
      let kept = try? JSONDecoder().decode(Self.self, from: bytes)
    else { return nil }
    self = kept
  }

  /// Writes it to a run's folder.
  ///
  /// - Throws: `FileError`.
  package func write(to folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(encoder.encode(self), to: Self.file(in: folder))
  }
}
