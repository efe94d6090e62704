import FolderTesting
import Foundation
import HTTPTesting
import Learning
import Synchronization
import Testing
import Tracking

@Suite struct RunTrackerTests {
  private let folder: TemporaryFolder
  private let patience = Patience(first: .milliseconds(1), longest: .milliseconds(5))
  private let said = Said()

  init() throws { folder = try TemporaryFolder() }

  /// What a person was told.
  private final class Said: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  private func tracker(at url: URL, experiment: String = "chests") throws -> RunTracker {
    let server = try MLflowServer(
      "mlflow:\(url.absoluteString)", experiment: experiment, environment: ["MLFLOW_TRACKING_TOKEN": "hidden"])
    return RunTracker(
      server, recipe: Recipe(), name: "mine", device: "cpu", folder: folder.url, patience: patience,
      say: { [said] in said.add($0) })
  }

  private func epoch(_ number: Int) throws -> TrainingEvent {
    let result = """
      {"epoch": \(number), "trainLoss": 0.5, "validationLoss": 0.25, "validation": {"auroc": 0.75}, "learningRate": 1e-3,
       "seconds": 2, "imagesPerSecond": 100, "isBest": true}
      """
    return .epoch(try JSONDecoder().decode(EpochResult.self, from: Data(result.utf8)), of: 3)
  }

  /// Tells a tracker of some epochs and an end, on a thread of its own, as it waits for a task.
  private func train(_ tracker: RunTracker, epochs: ClosedRange<Int>, _ end: LearningError) async throws {
    let events = try epochs.map(epoch)
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        #expect(throws: end) {
          try tracker.tracking {
            for event in events { tracker.note(event) }
            throw end
          }
        }
        continuation.resume()
      }
    }
  }

  @Test func aRunIsLoggedWhileItGoesOn() async throws {
    let mlflow = FakeMLflow()
    try await StubServer.serving({ mlflow.answer($0) }) { server in
      try await train(tracker(at: server.url), epochs: 1...2, .inputSizeUnknown)
    }
    #expect(
      mlflow.calls.filter { !$0.hasSuffix("log-batch") } == [
        "GET experiments/get-by-name?experiment_name=chests", "POST experiments/create", "POST runs/create",
        "POST runs/update",
      ])
    let created = try #require(mlflow.contents("runs/create").first)
    #expect(created["run_name"] as? String == "mine" && created["experiment_id"] as? String == "7")
    let batches = mlflow.contents("runs/log-batch")
    let parameters = batches.flatMap { $0["params"] as? [[String: String]] ?? [] }
    #expect(parameters.contains(["key": "train.optimizer.lr", "value": "0.001"]))
    #expect(parameters.contains(["key": "device", "value": "cpu"]))
    let metrics = batches.flatMap { $0["metrics"] as? [[String: Any]] ?? [] }
    let names = ["train/images_per_second", "train/learning_rate", "train/loss", "validation/auroc", "validation/loss"]
    for step in 1...2 {
      #expect(metrics.filter { $0["step"] as? Int == step }.compactMap { $0["key"] as? String }.sorted() == names)
    }
    #expect(mlflow.contents("runs/update").map { $0["status"] as? String } == ["FAILED"])
    #expect(mlflow.requests.allSatisfy { $0.headers["authorization"] == "Bearer hidden" })
    #expect(said.all.count == 1 && said.all[0].hasSuffix("/#/experiments/7/runs/r1"))
  }

  @Test func aRunThatIsResumedGoesOnInTheSame() async throws {
    let mlflow = FakeMLflow()
    try await StubServer.serving({ mlflow.answer($0) }) { server in
      try await train(tracker(at: server.url), epochs: 1...1, .interrupted)
      #expect(mlflow.contents("runs/update").map { $0["status"] as? String } == ["KILLED"])
      #expect(TrackedRun(of: folder.url) == TrackedRun(server: server.url.absoluteString, experiment: "7", run: "r1"))
      try await train(tracker(at: server.url), epochs: 2...2, .interrupted)
    }
    #expect(mlflow.contents("runs/create").count == 1)
    #expect(mlflow.contents("runs/update").map { $0["status"] as? String } == ["KILLED", "RUNNING", "KILLED"])
    #expect(mlflow.contents("runs/log-batch").filter { ($0["params"] as? [Any])?.isEmpty == false }.count == 1)
  }

  @Test func aServerThatIsBusyIsAskedAgainAndThatIsToldOnce() async throws {
    let mlflow = FakeMLflow(failures: 2)
    try await StubServer.serving({ mlflow.answer($0) }) { server in
      try await train(tracker(at: server.url), epochs: 1...1, .interrupted)
    }
    #expect(mlflow.contents("runs/update").count == 1)
    #expect(said.all.filter { $0.contains("503") }.count == 1)
  }

  @Test func whatIsRefusedIsLeftOut() async throws {
    let mlflow = FakeMLflow(refuses: "log-batch")
    try await StubServer.serving({ mlflow.answer($0) }) { server in
      try await train(tracker(at: server.url), epochs: 1...3, .interrupted)
    }
    #expect(mlflow.contents("runs/update").map { $0["status"] as? String } == ["KILLED"])
    #expect(said.all.filter { $0.contains("INVALID_PARAMETER_VALUE") }.count == 1)
  }

  @Test func aServerThatIsNotThereDoesNotStopATraining() async throws {
    let nowhere = try #require(URL(string: "http://127.0.0.1:9"))
    try await train(tracker(at: nowhere), epochs: 1...3, .interrupted)
    #expect(said.all.last?.hasPrefix("Tracking is given up: the MLflow server can't be reached") == true)
    #expect(TrackedRun(of: folder.url) == nil)
  }

  @Test func aTrainingThatNeverBeganIsNotAtTheServer() async throws {
    let mlflow = FakeMLflow()
    try await StubServer.serving({ mlflow.answer($0) }) { server in
      let tracker = try tracker(at: server.url)
      #expect(throws: LearningError.inputSizeUnknown) { try tracker.tracking { throw LearningError.inputSizeUnknown } }
    }
    #expect(mlflow.calls.isEmpty && said.all.isEmpty)
  }
}
