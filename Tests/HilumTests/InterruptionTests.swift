import FolderTesting
import Foundation
import Testing

/// Trainings that come to a sudden end.
@Suite struct InterruptionTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func start() throws -> RunningProgram {
    try Hilum.start(
      "train", "--recipe", example.recipe.path, "--data", example.data.path, "--output", "run", "--set", "epochs=10000",
      in: folder.url)
  }

  @Test func ctrlCIsCode130() throws {
    let outcome = try start().send(SIGINT, when: "epoch 3/")
    #expect(outcome.code == 130)
    #expect(!outcome.wasKilled)
    #expect(folder.names("run/bundle").isEmpty)
  }

  @Test func aKillLeavesNoHalfBundle() throws {
    let outcome = try start().send(SIGKILL, when: "epoch 3/")
    #expect(outcome.wasKilled)
    #expect(!folder.names("run").contains("bundle"))
  }

  /// Limits in KiB at which one file after the other can't be written: curves, report, weights.
  @Test(arguments: [4, 40, 200])
  func aFullDiskIsAnErrorAndLeavesNoHalfBundle(_ limit: Int) throws {
    let outcome = try Hilum.bash(
      """
      ulimit -f \(limit)
      exec "$hilum" train --recipe \(example.recipe.path) --data \(example.data.path) --output run
      """, in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.error.wholeMatch(of: /hilum: cannot write .+: it would be larger than a file may be here/) != nil)
    #expect(folder.names("run").allSatisfy { $0 != "bundle" && !$0.hasPrefix(".") }, "\(folder.names("run"))")
  }

  @Test func aFullDiskLeavesTheOldFileWhole() throws {
    let weights = example.run.appending(path: "bundle/model.safetensors")
    try folder.write("old", "out.safetensors")
    let outcome = try Hilum.bash(
      "ulimit -f 100; exec \"$hilum\" weights convert \(weights.path) --output out.safetensors", in: folder.url)
    #expect(outcome.code == 1)
    #expect(
      outcome.errors == "hilum: cannot write out.safetensors: it would be larger than a file may be here\n")
    #expect(try folder.text("out.safetensors") == "old")
    #expect(folder.names() == ["out.safetensors"])
  }
}
