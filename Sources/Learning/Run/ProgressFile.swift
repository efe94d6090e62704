import Bundles
import Foundation
import Synchronization

/// Keeps a run's `progress.json`, for those who look on from outside; see `RunProgress`.
///
/// A thread of its own writes it, so that the training never waits for the disk. That it can't be written is no reason to
/// stop a training.
final class ProgressFile: Sendable {
  private static let interval = Duration.seconds(1)
  private let run: URL
  private let progress: Mutex<RunProgress>
  private let isOver = DispatchSemaphore(value: 0)
  private let hasEnded = DispatchSemaphore(value: 0)

  /// Begins the file in a run's folder.
  init(in run: URL) {
    self.run = run
    progress = Mutex(RunProgress(stage: "Preparing"))
    Thread.detachNewThread { [self] in keep() }
  }

  /// Takes note of an event.
  func note(_ event: TrainingEvent) {
    progress.withLock { progress in
      switch event {
      case .note, .measured: break
      case .batch(let epoch, let batch, let batches, let loss):
        progress.stage = "Training"
        (progress.epoch, progress.done, progress.total, progress.loss) = (epoch, batch, batches, loss)
      case .epoch(let result, let total):
        (progress.epoch, progress.epochs) = (result.epoch, total)
      case .progress(let title, let done, let total):
        (progress.stage, progress.done, progress.total) = (title, done, total)
      }
    }
  }

  /// Removes the file: the run is over, well or not.
  func end() {
    isOver.signal()
    hasEnded.wait()
  }

  private func keep() {
    var written: (progress: RunProgress, at: ContinuousClock.Instant)?
    repeat {
      let now = ContinuousClock.now
      let current = progress.withLock { $0 }
      if written.map({ $0.progress != current || now - $0.at >= RunProgress.beat }) ?? true {
        try? current.write(to: run)
        written = (current, now)
      }
    } while isOver.wait(timeout: .now() + Self.interval / .seconds(1)) == .timedOut
    try? FileManager.default.removeItem(at: RunProgress.file(in: run))
    hasEnded.signal()
  }
}
