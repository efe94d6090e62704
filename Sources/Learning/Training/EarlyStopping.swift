/// Watches a figure on validation data: which epoch was the best, and whether to go on.
struct EarlyStopping {
  private let section: EarlyStoppingSection
  /// The best epoch so far and its figure.
  private(set) var best: (epoch: Int, value: Double)?

  init(_ section: EarlyStoppingSection, best: (epoch: Int, value: Double)? = nil) {
    self.section = section
    self.best = best
  }

  /// Takes note of an epoch's figure; returns whether it is the best so far.
  mutating func observe(_ value: Double?, epoch: Int) -> Bool {
    guard let value, !value.isNaN else { return false }
    guard let best else {
      self.best = (epoch, value)
      return true
    }
    let gain = section.metric.isMinimized ? best.value - value : value - best.value
    guard gain > section.minimumDelta else { return false }
    self.best = (epoch, value)
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
