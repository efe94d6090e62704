import Bundles
import Dispatch
public import Foundation
public import Learning
import Synchronization

/// Logs a training to an MLflow server while it goes on.
///
/// The training never waits for the server: what is to be logged stands in a queue of limited length, and a task of its
/// own sends it. A server that can't be reached is tried again until the training ends, then a few times more; that it
/// takes nothing is told once and is no reason to stop a training.
public final class RunTracker: Sendable {
  /// Epochs that wait to be sent, at most.
  private static let queueLength = 1000
  /// How long the program waits after the training for what is to be sent yet, and for each MiB of the model.
  private static let lastPatience = (fixed: 120.0, each: 2.0)

  /// How a training ended.
  private enum Outcome: Sendable {
    case finished(RunResult)
    case failed
    case killed

    /// How much there is of the model.
    var mebibytes: Double {
      guard case .finished(let result) = self else { return 0 }
      return Double(result.bundle.byteCount) / 1_048_576
    }
  }

  private let client: MLflowClient
  private let recipe: Recipe
  private let name: String
  private let device: String
  private let folder: URL
  private let say: @Sendable (String) -> Void
  private let entries: AsyncStream<[MLflowRequest.Metric]>
  private let queue: AsyncStream<[MLflowRequest.Metric]>.Continuation
  private let state = Mutex(State())
  private let isDone = DispatchSemaphore(value: 0)

  private struct State {
    var worker: Task<Void, Never>?
    var lost = 0
    var outcome: Outcome?
  }

  /// A tracker of a training that is about to begin.
  ///
  /// - Parameters:
  ///   - server: Where it is logged.
  ///   - name: The run's name at the server.
  ///   - device: What it is trained on, in words.
  ///   - folder: The training's folder, which keeps the run's number at the server.
  ///   - say: Is told what a person should know, from any thread.
  public convenience init(
    _ server: MLflowServer, recipe: Recipe, name: String? = nil, device: String, folder: URL,
    say: @escaping @Sendable (String) -> Void
  ) {
    self.init(server, recipe: recipe, name: name, device: device, folder: folder, patience: Patience(), say: say)
  }

  package init(
    _ server: MLflowServer, recipe: Recipe, name: String? = nil, device: String, folder: URL, patience: Patience,
    say: @escaping @Sendable (String) -> Void
  ) {
    let once = Once(say)
    client = MLflowClient(server: server, patience: patience) { error in
      once.say("Tracking waits: \(error)")
    }
    (self.recipe, self.name, self.device, self.folder) = (recipe, name ?? recipe.name, device, folder)
    self.say = { once.say($0) }
    (entries, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.queueLength))
  }

  // MARK: - The training's side

  /// Takes note of an event; the first begins the run at the server.
  public func note(_ event: TrainingEvent) {
    begin()
    guard case .epoch(let result, _) = event else { return }
    if case .dropped = queue.yield(RunFacts.metrics(result)) { state.withLock { $0.lost += 1 } }
  }

  /// Does a training whose events come to ``note(_:)``, and logs how it ended.
  ///
  /// It waits, within limits, for what is to be sent yet: a thread calls it, not a task.
  ///
  /// - Throws: What the training throws.
  public func tracking(_ training: () throws -> RunResult) throws -> RunResult {
    do {
      let result = try training()
      end(.finished(result))
      return result
    } catch {
      if case LearningError.interrupted = error { end(.killed) } else { end(.failed) }
      throw error
    }
  }

  private func begin() {
    state.withLock { state in
      guard state.worker == nil else { return }
      state.worker = Task.detached(priority: .utility) { [self] in
        await work()
        isDone.signal()
      }
    }
  }

  private func end(_ outcome: Outcome) {
    let worker = state.withLock { state in
      state.outcome = outcome
      return state.worker
    }
    queue.finish()
    client.patience.end()
    // A training that never began is not at the server either.
    guard let worker else { return }
    let seconds = Self.lastPatience.fixed + Self.lastPatience.each * outcome.mebibytes
    if isDone.wait(timeout: .now() + seconds) == .timedOut {
      worker.cancel()
      say("Tracking is given up: not everything was sent in \(Int(seconds)) s.")
    }
  }

  // MARK: - The server's side

  private func work() async {
    do {
      let run = try await MLflowRun(with: client, named: name, folder: folder, tags: RunFacts.tags(recipe))
      say("Tracked at \(run.page)")
      if !run.isResumed {
        try await attempt { () async throws(TrackingError) in
          try await run.log(parameters: RunFacts.parameters(recipe, device: device))
        }
      }
      for await metrics in entries {
        try await attempt { () async throws(TrackingError) in try await run.log(metrics: metrics) }
      }
      let (outcome, lost) = state.withLock { ($0.outcome, $0.lost) }
      if lost > 0 { say("Tracking has lost \(lost) epochs: too many waited to be sent.") }
      switch outcome {
      case .finished(let result): try await finish(run, result)
      case .failed: try await run.end(.failed)
      case .killed, nil: try await run.end(.killed)
      }
    } catch {
      say("Tracking is given up: \(error)")
    }
  }

  /// Logs a finished training: figures, files and the model.
  private func finish(_ run: MLflowRun, _ result: RunResult) async throws(TrackingError) {
    let metadata = result.bundle.metadata
    let step = result.epochs.last { $0.isBest }?.epoch ?? result.epochs.count
    try await attempt { () async throws(TrackingError) in
      try await run.log(parameters: RunFacts.parameters(metadata.data))
    }
    try await attempt { () async throws(TrackingError) in
      try await run.put(.bytes(Data(metadata.recipe.utf8)), as: "recipe.yaml")
    }
    for name in RunFacts.artefacts {
      let file = result.url.appending(path: name)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      try await attempt { () async throws(TrackingError) in try await run.put(.file(file), as: file.lastPathComponent) }
    }
    try await attempt { () async throws(TrackingError) in
      let model = try await run.makeModel()
      let metrics: [MLflowRequest.Metric]
      do { metrics = try RunFacts.metrics(metadata.metrics, step: step, model: model?.id) } catch {
        throw .localFile("the figures can't be written: \(error)")
      }
      try await run.log(metrics: metrics)
      try await run.put(result.bundle, as: model, step: step)
    }
    try await attempt { () async throws(TrackingError) in try await run.end(.finished) }
  }

  /// Does one thing; that the server refuses it is told, and is no reason to leave the others.
  ///
  /// - Throws: What would be no better for the others.
  private func attempt(_ work: () async throws(TrackingError) -> Void) async throws(TrackingError) {
    do { try await work() } catch {
      guard !error.mayPass else { throw error }
      say("Tracking leaves something out: \(error)")
    }
  }
}

/// Says each sentence once.
private final class Once: Sendable {
  private let said = Mutex(Set<String>())
  private let print: @Sendable (String) -> Void

  init(_ print: @escaping @Sendable (String) -> Void) { self.print = print }

  func say(_ sentence: String) {
    if said.withLock({ $0.insert(sentence).inserted }) { print(sentence) }
  }
}
