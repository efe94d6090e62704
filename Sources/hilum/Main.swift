import Anatomy
import ArgumentParser
import Foundation
import Learning

/// The program's entry: runs a command and turns its error into one line on stderr and an exit code.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
@main
enum Main {
  static func main() {
    signal(SIGINT) { _ in _exit(130) }
    // A limit on the size of files is an error to report, not a reason to die.
    signal(SIGXFSZ, SIG_IGN)
    // Who reads the output may leave; a parent that ignores the signal, as Python does, hands that down.
    signal(SIGPIPE, SIG_DFL)
    LungFinder.bootstrap()
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
      do {
        try Console.output(Hilum.fullMessage(for: error))
        return 0
      } catch {
        return report(error)
      }
    case .validationFailure:
      Console.message("hilum: \(usage(error))")
      return 2
    default:
      Console.message("hilum: \(error)")
      return 1
    }
  }

  /// What is wrong with the arguments, and where the right ones are explained.
  private static func usage(_ error: any Error) -> String {
    let message = Hilum.message(for: error).replacing("\n", with: " ")
    let help = Hilum.fullMessage(for: error).firstMatch(of: /See '(.+)' for more information/)
    return message + (help.map { "; see '\($0.1)'" } ?? "")
  }
}
