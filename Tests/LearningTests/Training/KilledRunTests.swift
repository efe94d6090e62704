import Datasets
import FolderTesting
import Foundation
import Learning
import TensorFiles
import Testing

/// The program beside the tests.
private let hilumProgram: URL? = {
  let url = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "hilum")
  return FileManager.default.isExecutableFile(atPath: url.path) ? url : nil
}()

/// Real processes that are killed, interrupted and resumed.
///
/// The network has dropout in every block, so that random numbers matter; each process has its own.
extension TrainingTests {
  @Suite(.enabled(if: hilumProgram != nil, "the hilum program is not built")) struct KilledRunTests {
    private let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      for (part, count) in [("train", 48), ("val", 16), ("test", 16)] {
        for index in 0..<count {
          let label = index % 2 == 0 ? "NORMAL" : "PNEUMONIA"
          let picture = DataPNG.smooth(index + 100 * count, gain: index % 2 == 0 ? 0.6 : 1)
          try folder.write(picture, "data/\(part)/\(label)/\(part)-\(index)_0.png")
        }
      }
      try folder.write(
        """
        model: {architecture: compact_cnn, weights: none, head: {hidden: 8, dropout: 0.2}}
        input: {color: grayscale, steps: [{resize: {width: 32, height: 32}}], mean: [0, 0, 0], std: [1, 1, 1]}
        train:
          epochs: 40
          batch_size: 8
          fine_tune: full
          optimizer: {kind: adamw, lr: 0.003}
          schedule: {kind: one_cycle}
          early_stopping: {metric: loss, patience: none, restore_best: true}
        augment: {flip: 0.5, rotation: 10, noise: 0.05, mixup: 0.2}
        data: {min_validation: 0}
        evaluate: {bootstrap: 0}
        """, "recipe.yaml")
    }

    private func process(_ run: String, _ more: [String] = []) throws -> Process {
      let process = Process()
      process.executableURL = hilumProgram
      process.arguments =
        [
          "train", "--recipe", folder.url.appending(path: "recipe.yaml").path, "--data",
          folder.url.appending(path: "data").path, "--output", folder.url.appending(path: run).path, "--device", "cpu",
        ] + more
      process.standardOutput = FileHandle.nullDevice
      return process
    }

    /// Runs to the end; the exit code, and what it said on stderr.
    private func finish(_ run: String, _ more: [String] = []) throws -> (code: Int32, message: String) {
      let process = try process(run, more)
      let pipe = Pipe()
      process.standardError = pipe
      try process.run()
      let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    /// Starts a run and waits until it has finished some epochs.
    private func start(_ run: String, epochs: Int) throws -> Process {
      let process = try process(run)
      process.standardError = FileHandle.nullDevice
      try process.run()
      let history = folder.url.appending(path: "\(run)/history.csv")
      let checkpoint = folder.url.appending(path: "\(run)/checkpoints/last.safetensors")
      while process.isRunning {
        let lines = (try? String(contentsOf: history, encoding: .utf8))?.split(separator: "\n").count ?? 0
        if lines > epochs, FileManager.default.fileExists(atPath: checkpoint.path) { break }
        usleep(2000)
      }
      return process
    }

    private func weights(_ run: String) throws -> [String: StoredTensor] {
      try Safetensors(contentsOf: folder.url.appending(path: "\(run)/bundle/model.safetensors")).tensors
    }

    /// The epochs' figures, without those of time.
    private func history(_ run: String) throws -> [[Substring]] {
      let text = try String(contentsOf: folder.url.appending(path: "\(run)/history.csv"), encoding: .utf8)
      let rows = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      let timed = Set(rows[0].indices.filter { ["seconds", "images_per_second"].contains(rows[0][$0]) })
      return rows.map { row in row.indices.filter { !timed.contains($0) }.map { row[$0] } }
    }

    @Test func resumesAfterAKillAndAfterCtrlCToTheSameWeights() throws {
      #expect(try finish("straight").code == 0)

      let killed = try start("killed", epochs: 3)
      kill(killed.processIdentifier, SIGKILL)
      killed.waitUntilExit()
      #expect(killed.terminationReason == .uncaughtSignal)
      #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "killed/bundle").path))

      let interrupted = try start("interrupted", epochs: 2)
      interrupted.interrupt()
      interrupted.waitUntilExit()
      #expect(interrupted.terminationReason == .exit)
      #expect(interrupted.terminationStatus == 130)

      for run in ["killed", "interrupted"] {
        let resumed = try finish(run, ["--resume"])
        #expect(resumed.code == 0, "\(resumed.message)")
        #expect(resumed.message.contains("Resuming in epoch"))
        #expect(try weights(run) == weights("straight"))
        #expect(try history(run) == history("straight"))
      }
    }

    @Test func refusesAnotherTraining() throws {
      let killed = try start("run", epochs: 1)
      kill(killed.processIdentifier, SIGKILL)
      killed.waitUntilExit()
      let recipe = try finish("run", ["--resume", "--set", "optimizer.lr=0.01", "--set", "batch_size=4"])
      #expect(recipe.code == 1)
      #expect(recipe.message.contains("train.optimizer.lr: 0.003, not 0.01"))
      #expect(recipe.message.contains("train.batch_size: 8, not 4"))

      try FileManager.default.removeItem(at: folder.url.appending(path: "data/train/NORMAL/train-0_0.png"))
      let data = try finish("run", ["--resume"])
      #expect(data.code == 1)
      #expect(data.message.contains("images in train/NORMAL: 24, not 23"))

      #expect(try finish("nowhere", ["--resume"]).message.contains("no checkpoint to resume from"))
      #expect(try finish("run").message.contains("is there already and not empty"))
    }
  }
}
