import FolderTesting
import Foundation
import Testing

/// `hilum-server` as a process of its own, with a small model, asked over sockets.
final class RunningServer: Sendable {
  /// The program beside the tests; nil where it is not built.
  static let program: URL? = {
    let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "hilum-server")
    return FileManager.default.isExecutableFile(atPath: url.path) ? url : nil
  }()

  let port: Int
  private let process = Process()

  /// Starts a server in a folder that has `models`, and waits until it is ready.
  init(in folder: URL, _ options: String...) throws {
    let log = folder.appending(path: "log-\(UUID().uuidString)")
    try Data().write(to: log)
    process.executableURL = Self.program
    process.currentDirectoryURL = folder
    process.arguments = ["--models", "models", "--port", "0"] + options
    process.environment = ["HILUM_CACHE": folder.appending(path: "cache").path, "HOME": folder.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    var found: Int?
    let deadline = ContinuousClock.now + .seconds(60)
    while found == nil, process.isRunning, ContinuousClock.now < deadline {
      let text = try String(contentsOf: log, encoding: .utf8)
      if text.contains("model ready") {
        found = text.firstMatch(of: /listening on 127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) }
      }
      usleep(5000)
    }
    if found == nil { process.terminate() }
    port = try #require(found)
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  /// A folder of its own with one model, `chest/1`.
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try SampleModel.write(to: folder.url.appending(path: "models/chest/1"))
    return folder
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for the end; the exit code, or nil where a signal ended it.
  func exitCode() -> Int32? {
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : nil
  }

  /// Asks on a connection of its own; the whole answer with its head, or "" where none came.
  func ask(_ head: String, body: Data = Data(), from source: String = "127.0.0.1") throws -> String {
    let wire = try Wire(port: port, from: source)
    wire.send(Self.request(head, length: body.count))
    wire.send(body)
    return wire.rest()
  }

  func predict(_ picture: Data) throws -> String {
    try ask("POST /predict HTTP/1.1\r\nContent-Type: image/png", body: picture)
  }

  static func request(_ head: String, length: Int) -> String {
    "\(head)\r\nHost: localhost\r\nConnection: close\r\nContent-Length: \(length)\r\n\r\n"
  }
}
