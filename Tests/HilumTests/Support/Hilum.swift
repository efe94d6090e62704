import FolderTesting
import Foundation
import Testing

/// Runs the program that this package builds, as a process of its own.
enum Hilum {
  /// The program, which the build puts beside the tests.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "hilum")

  /// Runs a command to its end, in a folder.
  static func run(_ arguments: String..., in folder: URL) throws -> Outcome {
    try start(program, arguments, in: folder).wait()
  }

  /// Runs a line of Bash, in which `$hilum` is the program.
  static func bash(_ line: String, in folder: URL, environment: [String: String] = [:]) throws -> Outcome {
    try start(URL(filePath: "/bin/bash"), ["-c", line], in: folder, environment: environment).wait()
  }

  /// Starts a command.
  static func start(_ arguments: String..., in folder: URL) throws -> RunningProgram {
    try start(program, arguments, in: folder)
  }

  private static func start(
    _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try RunningProgram(
      program, arguments, in: folder, environment: self.environment.merging(environment) { $1 })
  }

  /// A machine without caches of its own.
  private static var environment: [String: String] {
    let cache = Example.cache.path
    return ProcessInfo.processInfo.environment.merging([
      "hilum": program.path, "HILUM_CACHE": cache, "TORCH_HOME": cache, "HOME": cache, "TERM": "dumb",
      // Made pictures have no lungs; tests of lungs take the variable away.
      "HILUM_LUNGS": cache + "/none.safetensors",
    ]) { $1 }
  }
}

/// A program that runs.
final class RunningProgram {
  private let process = Process()
  /// Its streams go to files, so that none can fill up a pipe.
  private let streams: TemporaryFolder

  init(_ program: URL, _ arguments: [String], in folder: URL, environment: [String: String]) throws {
    streams = try TemporaryFolder()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: streams.write("", "out"))
    process.standardError = try FileHandle(forWritingTo: streams.write("", "err"))
    try process.run()
  }

  /// Waits for its end.
  func wait() throws -> Outcome {
    process.waitUntilExit()
    let wasKilled = process.terminationReason == .uncaughtSignal
    return Outcome(
      code: wasKilled ? 128 + process.terminationStatus : process.terminationStatus, wasKilled: wasKilled,
      output: try streams.text("out"), errors: try streams.text("err"))
  }

  /// Waits until it has said `text` on stderr, or has ended, and sends it a signal.
  func send(_ signal: Int32, when text: String) throws -> Outcome {
    _ = try errors(when: text)
    kill(process.processIdentifier, signal)
    return try wait()
  }

  /// Waits until it has said `text` on stderr, or has ended; all that it has said there.
  func errors(when text: String) throws -> String {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      let said = try streams.text("err")
      if text.isEmpty || said.contains(text) || !process.isRunning || ContinuousClock.now >= deadline { return said }
      usleep(2_000)
    }
  }
}

/// What a program left behind.
struct Outcome {
  /// The exit code, or 128 and the signal's number, as a shell has it.
  let code: Int32
  /// Whether it was ended by a signal.
  let wasKilled: Bool
  /// What it wrote to stdout.
  let output: String
  /// What it wrote to stderr.
  let errors: String

  /// Lines on stdout.
  var lines: [Substring] { output.split(separator: "\n") }

  /// The last line on stderr, where an error stands.
  var error: String { errors.split(separator: "\n").last.map(String.init) ?? "" }

  /// The one JSON value on stdout.
  func json() throws -> JSONValue { try JSONValue(output) }
}
