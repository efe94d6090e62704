/// Watches a figure on validation data: which epoch was the best, and whether to go on.
struct EarlyStopping {
  /// An epoch and the figure that it reached.
  struct Best: Codable, Sendable, Equatable {
    let epoch: Int
    let value: Double
  }

  private let section: EarlyStoppingSection
  /// The best epoch so far and its figure.
  private(set) var best: Best?

  init(_ section: EarlyStoppingSection, best: Best? = nil) {
    self.section = section
    self.best = best
  }

  /// Takes note of an epoch's figure; returns whether it is the best so far.
  mutating func observe(_ value: Double?, epoch: Int) -> Bool {
    guard let value, !value.isNaN else { return false }
    guard let best else {
      self.best = Best(epoch: epoch, value: value)
      return true
    }
    let gain = section.metric.isMinimized ? best.value - value : value - best.value
    guard gain > section.minimumDelta else { return false }
    self.best = Best(epoch: epoch, value: value)
    return true
  }

  /// Whether enough epochs have passed without improvement.
  func isExhausted(epoch: Int) -> Bool {
    guard let patience = section.patience, let best else { return false }
    return epoch - best.epoch >= patience
  }
}

extension EarlyStoppingSection {
  /// All epochs run, and the last weights are kept; the best epoch by loss is noted all the same.
  static let never: EarlyStoppingSection = {
    var section = EarlyStoppingSection()
    section.patience = nil
    section.restoreBest = false
    return section
  }()
}
