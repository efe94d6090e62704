import Foundation

/// Runs other programs; tests put their own in its place.
public struct CommandRunner: Sendable {
  /// What a program left behind.
  public struct Outcome: Sendable, Equatable {
    /// The exit status; 127 if there is no such program.
    public var status: Int32
    /// What it wrote, to either stream.
    public var text: String

    /// The outcome of a program.
    public init(status: Int32, text: String = "") {
      self.status = status
      self.text = text
    }
  }

  /// Runs a program, found on the search path, with its arguments, and waits for its end.
  public let run: @Sendable ([String]) -> Outcome

  /// A runner that calls `run` instead of running programs.
  public init(_ run: @escaping @Sendable ([String]) -> Outcome) {
    self.run = run
  }

  /// Runs programs of this machine, without a terminal.
  public static let system = CommandRunner { command in
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    do {
      try process.run()
    } catch {
      return Outcome(status: 127)
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, text: text)
  }

  /// Runs a program that must succeed.
  ///
  /// - Parameter purpose: What it is for, as the rest of "cannot …".
  /// - Throws: `FileError.missingProgram` or `.commandFailed`.
  func require(_ command: [String], purpose: String) throws(FileError) {
    let outcome = run(command)
    guard outcome.status != 127 else { throw .missingProgram(command.first ?? "", purpose: purpose) }
    guard outcome.status == 0 else { throw .commandFailed(purpose: purpose, reason: Self.reason(outcome)) }
  }

  /// The last line that a program wrote, which says why it failed; without what looks like a path or an address.
  private static func reason(_ outcome: Outcome) -> String {
    let lines = outcome.text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
    let line = lines.last { $0.hasPrefix("ERROR:") } ?? lines.last { !$0.isEmpty }
    guard let line else { return "exit status \(outcome.status)" }
    let words = line.split(separator: " ").map { $0.contains("/") ? "…" : String($0) }
    return String(words.joined(separator: " ").prefix(200))
  }
}
