import Files
import Foundation
import Glibc

/// Runs a program as a process of its own, with its time and greatest memory.
enum ChildProcess {
  /// What a program took and wrote.
  struct Outcome {
    let milliseconds: Double
    let processorMilliseconds: Double
    let megabytes: Double
    let output: String
  }

  /// Runs a program to its end.
  ///
  /// The kernel counts what the parent had resident when it started the child as the child's too, so this process should
  /// be small then.
  ///
  /// - Parameter isInterrupted: Says, now and then, whether the program is to be ended; times are rounded up by 10 ms then.
  /// - Throws: `BenchmarkError` where it can't be run, fails or is interrupted.
  static func run(_ command: [String], isInterrupted: (() -> Bool)? = nil) throws -> Outcome {
    guard let program = command.first else { throw BenchmarkError.missingProgram("") }
    let name = URL(filePath: program).lastPathComponent
    let folder = FileManager.default.temporaryDirectory.appending(path: "hilum-bench-\(UUID().uuidString)")
    try Folder.make(at: folder)
    defer { try? FileManager.default.removeItem(at: folder) }
    let streams = ["out", "err"].map { folder.appending(path: $0) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, stream) in zip([STDOUT_FILENO, STDERR_FILENO], streams) {
      posix_spawn_file_actions_addopen(&actions, descriptor, stream.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let started = ContinuousClock.now
    guard posix_spawnp(&process, program, &actions, nil, &arguments, environ) == 0 else {
      throw BenchmarkError.missingProgram(name)
    }
    var status: Int32 = 0
    var usage = rusage()
    if let isInterrupted {
      while wait4(process, &status, WNOHANG, &usage) == 0 {
        if isInterrupted() {
          kill(process, SIGTERM)
          while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
          throw BenchmarkError.interrupted
        }
        usleep(10_000)
      }
      // A terminal's Ctrl-C has ended the program as well.
      if isInterrupted() { throw BenchmarkError.interrupted }
    } else {
      while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    }
    let elapsed = (ContinuousClock.now - started) / .milliseconds(1)
    func text(_ stream: URL) -> String { (try? String(contentsOf: stream, encoding: .utf8)) ?? "" }
    guard status == 0 else {
      let line = text(streams[1]).split(whereSeparator: \.isNewline).last.map(String.init) ?? "it says nothing"
      throw BenchmarkError.failed(name, reason: line)
    }
    func milliseconds(_ time: timeval) -> Double { 1000 * Double(time.tv_sec) + Double(time.tv_usec) / 1000 }
    return Outcome(
      milliseconds: elapsed, processorMilliseconds: milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
      megabytes: Double(usage.ru_maxrss) / 1024, output: text(streams[0]))
  }
}
