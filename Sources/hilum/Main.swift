import ArgumentParser
import Foundation
import Learning

/// The program's entry: runs a command and turns its error into one line on stderr and an exit code.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
@main
enum Main {
  static func main() {
    do {
      var command = try Hilum.parseAsRoot()
      try command.run()
    } catch {
      exit(report(error))
    }
  }

  /// Prints `error` where it belongs and says which code the process ends with.
  private static func report(_ error: any Error) -> Int32 {
    if let code = error as? ExitCode { return code.rawValue }
    if case LearningError.interrupted = error {
      Console.message("hilum: \(error)")
      return 130
    }
    switch Hilum.exitCode(for: error) {
    case .success:  // `--help` and `--version` are thrown too.
      Console.output(Hilum.fullMessage(for: error))
      return 0
    case .validationFailure:
      Console.message(Hilum.fullMessage(for: error))
      return 2
    default:
      Console.message("hilum: \(error)")
      return 1
    }
  }
}
