import Foundation
import Learning
import Synchronization

/// Shows a training on stderr: loss lines for batches and epochs, progress of long passes.
final class TrainingLog: Sendable {
  /// Batches between two loss lines.
  private static let batchInterval = 20
  private let showsBatches: Bool
  private let bars = Mutex([String: ProgressBar]())

  /// A log with or without lines for batches.
  init(showsBatches: Bool = true) { self.showsBatches = showsBatches }

  /// Shows an event.
  func show(_ event: TrainingEvent) {
    switch event {
    case .note(let text):
      Console.message(text)
    case .batch(let epoch, let batch, let batches, let loss):
      guard showsBatches, batch % Self.batchInterval == 0 || batch == batches else { return }
      Console.message("  epoch \(epoch)  batch \(batch)/\(batches)  loss \(fixed(loss, 4))")
    case .epoch(let result, let total):
      let training = result.trainAccuracy.map { ["train accuracy \(fixed($0, 4))"] } ?? []
      let figures = [("accuracy", "validation accuracy"), ("auroc", "AUROC"), ("macro_auroc", "macro AUROC")].compactMap
      {
        key, title in
        result.validation[key].map { "\(title) \(fixed($0, 4))" }
      }
      Console.message(
        "epoch \(result.epoch)/\(total)  train loss \(fixed(result.trainLoss, 4))  validation loss "
          + "\(fixed(result.validationLoss, 4))  \((training + figures).joined(separator: "  "))  \(fixed(result.seconds, 1)) s"
          + (result.isBest ? "  best" : ""))
    case .measured:
      // What the figures are for decides where they are shown.
      break
    case .progress(let title, let done, let total):
      let bar = bars.withLock { bars in
        let bar = bars[title] ?? ProgressBar(title)
        bars[title] = bar
        return bar
      }
      bar.update(done, of: total)
      // The next pass of this name has a clock of its own.
      if done >= total { bars.withLock { $0[title] = nil } }
    }
  }

  private func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
