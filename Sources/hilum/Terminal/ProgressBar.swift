import Foundation

/// Shows how far long work is: a moving bar on a terminal, a plain line now and then in a log.
///
/// Safe to call from several threads at once.
final class ProgressBar: @unchecked Sendable {
  private let title: String
  private let unit: String
  private let started = ContinuousClock.now
  private let interactive = Console.isInteractive
  private let lock = NSLock()
  private var shown: ContinuousClock.Instant?

  /// A bar for work counted in `unit`, such as "images".
  init(_ title: String, unit: String = "images") {
    self.title = title
    self.unit = unit
  }

  /// Shows that `done` of `total` items are finished.
  ///
  /// Redraws at most ten times a second (a log: every ten seconds).
  func update(_ done: Int, of total: Int) {
    lock.withLock {
      let now = ContinuousClock.now
      let isLast = done >= total
      let pause: Duration = interactive ? .milliseconds(100) : .seconds(10)
      if let shown, !isLast, now - shown < pause { return }
      if shown == nil, !interactive, !isLast {
        shown = now
        return
      }
      shown = now
      draw(done, total, seconds: (now - started).seconds, isLast: isLast)
    }
  }

  private func draw(_ done: Int, _ total: Int, seconds: Double, isLast: Bool) {
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? Double(total - done) / rate : 0
    let figures = "\(done)/\(total) \(unit)  \(String(format: rate < 10 ? "%.1f" : "%.0f", rate))/s"
    guard interactive else {
      Console.message("\(title): \(figures)  \(isLast ? "took \(Self.clock(seconds))" : "\(Self.clock(left)) left")")
      return
    }
    let width = 24
    let filled = total > 0 ? min(width, done * width / total) : width
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let line = "\r\u{1B}[2K\(title) \(bar) \(figures)  \(isLast ? Self.clock(seconds) : Self.clock(left) + " left")"
    Console.note(line + (isLast ? "\n" : ""))
  }

  /// Seconds as a person says them: "8 s", "3 min 20 s".
  static func clock(_ seconds: Double) -> String {
    guard seconds >= 60 else { return seconds < 10 ? String(format: "%.1f s", seconds) : "\(Int(seconds.rounded())) s" }
    return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
  }
}

extension Duration {
  /// The whole duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
