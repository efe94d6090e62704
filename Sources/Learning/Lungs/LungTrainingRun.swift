import Backbones
import Files
public import Foundation
import TensorFiles
import Torch

/// A training of the network of lungs in a folder: checkpoint, history, the learnt weights and their figures.
public struct LungTrainingRun: Sendable {
  /// What a training tells while it goes on.
  public enum Event: Sendable {
    /// The pairs that it learns from, and those that are held out.
    case pairs(learning: Int, heldOut: Int, patients: Int, unmasked: Int, stray: Int)
    /// The loss of a batch.
    case batch(epoch: Int, batch: Int, batches: Int, loss: Double)
    /// An epoch's mean loss, and, now and then, the mean Dice of held-out pictures.
    case epoch(number: Int, of: Int, loss: Double, dice: Double?, seconds: Double)
  }

  private let options: LungTrainingOptions
  private let interruption: Interruption
  private let observer: @Sendable (Event) -> Void

  private static let fewestPairs = 8
  private static let measureEvery = 5

  /// A training.
  public init(
    _ options: LungTrainingOptions, interruption: Interruption = Interruption(),
    observer: @escaping @Sendable (Event) -> Void = { _ in }
  ) {
    self.options = options
    self.interruption = interruption
    self.observer = observer
  }

  /// Sets how many threads LibTorch has.
  public static func useThreads(_ count: Int) throws { try Threads.setCount(count) }

  /// Learns from pairs, holding out a fifth of the patients, and measures the network on these.
  ///
  /// - Parameters:
  ///   - folder: Gets `lungs.safetensors`, `metrics.json`, `history.csv` and `checkpoint.safetensors`.
  ///   - resuming: Goes on from the folder's checkpoint.
  /// - Throws: `LungDataError`, `LearningError`; `FileError`.
  public func train(on pairs: LungPairs, output folder: URL, resuming: Bool) throws -> LungReport {
    let (learning, heldOut) = pairs.divided(seed: options.seed)
    guard learning.count >= Self.fewestPairs, !heldOut.isEmpty else {
      throw LungDataError.tooFew(pairs: pairs.pairs.count, patients: pairs.patientCount)
    }
    observer(
      .pairs(
        learning: learning.count, heldOut: heldOut.count, patients: pairs.patientCount, unmasked: pairs.unmaskedCount,
        stray: pairs.strayCount))
    let files = RunFiles(folder)
    let checkpoint = try files.checkpoint(resuming: resuming)
    var history = try files.history(resuming: resuming)
    var (started, last) = (ContinuousClock.now, [String: StoredTensor]())
    if let checkpoint { last = checkpoint.average }
    try LungTrainer(options, learning).fit(
      from: checkpoint, interruption: interruption,
      batch: { observer(.batch(epoch: $0, batch: $1, batches: $2, loss: $3)) },
      save: { try $0.write(to: files.state) },
      finished: { epoch in
        last = epoch.average
        let dice = try epoch.number.isMultiple(of: Self.measureEvery) ? dice(last, heldOut) : nil
        let time = ContinuousClock.now - started
        started = .now
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        observer(.epoch(number: epoch.number, of: options.epochs, loss: epoch.loss, dice: dice, seconds: seconds))
        history += "\(epoch.number),\(epoch.loss),\(dice.map { "\($0)" } ?? "")\n"
        try AtomicFile.write(Data(history.utf8), to: files.table)
      })
    let report = try LungEvaluator(LungOutliner(last, seed: options.seed)).report(heldOut, varying: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try AtomicFile.write(encoder.encode(report), to: files.metrics)
    try Safetensors(last, metadata: metadata(learning, report)).write(to: files.weights)
    return report
  }

  private func dice(_ state: [String: StoredTensor], _ pairs: [LungPair]) throws -> Double {
    try LungEvaluator(LungOutliner(state, seed: options.seed)).report(pairs, varying: false).all.dice.value
  }

  private func metadata(_ learning: [LungPair], _ report: LungReport) -> [String: String] {
    [
      "network": "LungNet", "widths": LungNet.widths.map(String.init).joined(separator: ","),
      "side": String(LungNet.side), "seed": String(options.seed), "epochs": String(options.epochs),
      "pairs": String(learning.count), "dice": String(format: "%.4f", report.all.dice.value),
      "hilum": "\(Software.version)", "licence": "CC BY 4.0",
    ]
  }
}

/// The files of a training's folder.
private struct RunFiles {
  let state: URL
  let table: URL
  let metrics: URL
  let weights: URL
  private let folder: URL

  init(_ folder: URL) {
    self.folder = folder
    state = folder.appending(path: "checkpoint.safetensors")
    table = folder.appending(path: "history.csv")
    metrics = folder.appending(path: "metrics.json")
    weights = folder.appending(path: "lungs.safetensors")
  }

  /// The checkpoint to go on from; else the folder is made, which must be new or empty.
  func checkpoint(resuming: Bool) throws -> LungCheckpoint? {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    if resuming {
      guard present.contains(state.lastPathComponent) else {
        throw LearningError.nothingToResume(folder.lastPathComponent)
      }
      return try LungCheckpoint(contentsOf: state)
    }
    guard present.isEmpty else { throw LearningError.outputExists(folder.lastPathComponent) }
    try Folder.make(at: folder)
    return nil
  }

  func history(resuming: Bool) throws -> String {
    guard resuming, let text = try? String(contentsOf: table, encoding: .utf8) else { return "epoch,loss,dice\n" }
    return text
  }
}
