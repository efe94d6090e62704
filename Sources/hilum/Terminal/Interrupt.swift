import Foundation
import Learning

/// Ctrl-C: the first asks for a clean end, the second ends the program at once.
enum Interrupt {
  private static let interruption = Interruption()

  /// What asks for an end when SIGINT or SIGTERM comes, from now on.
  static func handled() -> Interruption {
    let wanted = interruption  // made now: a signal handler must not
    // Whoever started the program may have left the signals blocked, as worker threads do.
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&unblocked, number)
      signal(number) { number in
        Interrupt.interruption.request()
        signal(number, SIG_DFL)
      }
    }
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
    return wanted
  }
}
