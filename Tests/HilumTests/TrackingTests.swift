import FolderTesting
import Foundation
import HTTPTesting
import Testing

/// `hilum train --track` with a server that answers as MLflow's does.
@Suite struct TrackingTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func train(at server: StubServer) throws {
    let outcome = try Hilum.bash(
      """
      $hilum train --recipe \(example.recipe.path) --data \(example.data.path) --output run --set train.epochs=2 \
      --track mlflow --experiment chests
      """, in: folder.url, environment: ["MLFLOW_TRACKING_URI": server.url.absoluteString])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("Tracked at \(server.url.absoluteString)/#/experiments/7/runs/r1"))
  }

  @Test func aFinishedRunHasItsFiguresFilesAndModel() async throws {
    let mlflow = FakeMLflow()
    try await StubServer.serving({ mlflow.answer($0) }) { try train(at: $0) }
    let metrics = mlflow.contents("runs/log-batch").flatMap { $0["metrics"] as? [[String: Any]] ?? [] }
    let names = Set(metrics.compactMap { $0["key"] as? String })
    #expect(names.isSuperset(of: ["train/loss", "validation/auroc", "final_validation/auroc", "test/auroc_low"]))
    #expect(metrics.contains { $0["key"] as? String == "test/auroc" && $0["model_id"] as? String == "m1" })
    let files = mlflow.calls.filter { $0.hasPrefix("PUT") }.compactMap { $0.split(separator: "/artifacts/").last }
    #expect(
      Set(files).isSuperset(of: [
        "report.html", "curves.png", "history.csv", "metrics.json", "recipe.yaml", "MODEL_CARD.md", "MLmodel",
        "bundle/model.json", "bundle/model.onnx", "bundle/model.safetensors",
      ]))
    #expect(!files.contains { $0.contains("predictions") || $0.contains("samples") })
    let card = try #require(mlflow.requests.first { $0.target.hasSuffix("m1/artifacts/MLmodel") })
    let text = String(decoding: card.body, as: UTF8.self)
    #expect(text.contains("    data: bundle\n    loader_module: hilum.mlflow\n"))
    #expect(mlflow.contents("runs/update").map { $0["status"] as? String } == ["FINISHED"])
    #expect(mlflow.calls.contains("PATCH logged-models/m1") && mlflow.calls.contains("POST runs/outputs"))
  }

  @Test func atAServerBeforeMLflow3TheModelIsAFolderOfTheRun() async throws {
    let mlflow = FakeMLflow(knowsModels: false)
    try await StubServer.serving({ mlflow.answer($0) }) { try train(at: $0) }
    #expect(mlflow.calls.contains("PUT mlflow-artifacts/artifacts/7/r1/artifacts/model/MLmodel"))
    #expect(mlflow.contents("runs/update").map { $0["status"] as? String } == ["FINISHED"])
  }

  @Test(arguments: ["wandb:x", "mlflow:./mlruns", "mlflow"])
  func whereNothingCanBeLogged(_ destination: String) throws {
    let outcome = try Hilum.run(
      "train", "--recipe", example.recipe.path, "--data", example.data.path, "--output", "none", "--track", destination,
      in: folder.url)
    #expect(outcome.code == 2)
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "none").path))
  }
}
