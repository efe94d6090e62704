import FolderTesting
import Foundation
import Learning
import Testing

/// Commands that a launcher repeats.
@Suite struct LauncherTests {
  private static let overrides = ["epochs=1", "evaluate.bootstrap=0"]

  private func run(_ training: SmallTraining, _ environment: [String: String]) throws -> RunResult {
    try TrainingRun(
      training.recipe, weights: .random, launcher: Launcher(environment), stressPictures: 0, observer: { _ in }
    ).train(on: training.data, output: training.place("run"))
  }

  /// A run whose bundle is gone, as it is before the end.
  private func unfinished(_ environment: [String: String]) throws -> SmallTraining {
    let training = try SmallTraining(12, overrides: Self.overrides)
    try FileManager.default.removeItem(at: run(training, environment).url.appending(path: "bundle"))
    return training
  }

  @Test(arguments: [
    ["TORCHELASTIC_RUN_ID": "none", "TORCHELASTIC_RESTART_COUNT": "1"],
    ["TORCHELASTIC_RUN_ID": "work", "TORCHELASTIC_RESTART_COUNT": "0"], ["SLURM_JOB_ID": "17"],
  ])
  func whatIsStartedAnewGoesOn(environment: [String: String]) throws {
    let training = try unfinished(environment)
    _ = try run(training, environment)
    // Only until it has come to its end.
    #expect(throws: LearningError.outputExists("run")) { try run(training, environment) }
  }

  @Test(arguments: [
    [:], ["TORCHELASTIC_RUN_ID": "none", "TORCHELASTIC_RESTART_COUNT": "0"], ["TORCHELASTIC_RUN_ID": "other"],
    ["SLURM_JOB_ID": "18"],
  ])
  func otherWorkDoesNot(environment: [String: String]) throws {
    let training = try unfinished(["TORCHELASTIC_RUN_ID": "work"])
    #expect(throws: LearningError.outputExists("run")) { try run(training, environment) }
  }
}
