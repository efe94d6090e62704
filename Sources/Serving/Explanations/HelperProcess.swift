import CLinux
import Foundation
import Glibc

/// A program that does one piece of work: it is given bytes and gives bytes, all in memory, and is killed where nobody
/// waits for them any more.
struct HelperProcess: Sendable {
  /// Why there is no result.
  enum Failure: Error, Sendable, Equatable {
    case cannotStart
    /// It ended with a status; its last line on stderr.
    case failed(status: Int32, reason: String)
  }

  let program: URL
  let arguments: [String]

  /// Runs the program.
  ///
  /// - Throws: ``Failure``; `CancellationError` where the task was cancelled.
  func run(_ input: Data = Data()) async throws -> Data {
    let (given, output, errors) = (try Self.memory(), try Self.memory(), try Self.memory())
    try given.write(contentsOf: input)
    try given.seek(toOffset: 0)
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    (process.standardInput, process.standardOutput, process.standardError) = (given, output, errors)
    let running = Running(process)
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        process.terminationHandler = { _ in continuation.resume() }
        do {
          try process.run()
          // The task may have been cancelled before there was a process to kill.
          if Task.isCancelled { running.kill() }
        } catch {
          continuation.resume(throwing: Failure.cannotStart)
        }
      }
    } onCancel: {
      running.kill()
    }
    try Task.checkCancellation()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let lines = String(decoding: try Self.content(errors), as: UTF8.self).split(whereSeparator: \.isNewline)
      throw Failure.failed(status: process.terminationStatus, reason: String((lines.last ?? "").prefix(200)))
    }
    return try Self.content(output)
  }

  /// A file that is in memory and in no folder.
  private static func memory() throws -> FileHandle {
    let descriptor = memfd_create("hilum", MFD_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.cannotStart }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  private static func content(_ file: FileHandle) throws -> Data {
    try file.seek(toOffset: 0)
    return try file.readToEnd() ?? Data()
  }

  /// A process that several threads may kill; Foundation's own is not marked as one that they may share.
  private final class Running: @unchecked Sendable {
    private let process: Process

    init(_ process: Process) { self.process = process }

    func kill() {
      if process.isRunning { _ = Glibc.kill(process.processIdentifier, SIGKILL) }
    }
  }
}
