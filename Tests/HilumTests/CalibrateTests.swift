import FolderTesting
import Foundation
import Testing

@Suite struct CalibrateTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func calibrate(_ options: String) throws -> Outcome {
    try Hilum.bash(
      "$hilum calibrate --model \(example.run.path) --data \(example.data.path) --output new \(options)",
      in: folder.url)
  }

  @Test func theNewVersionIsWrittenAndCanBeMeasured() throws {
    let outcome = try calibrate("--json")
    try #require(outcome.code == 0, "\(outcome.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let report = try #require(json as? [String: Any])
    #expect(report["version"] as? Int == 2)
    let figures = try #require(report["figures"] as? [String: Any])
    for side in ["before", "after"] {
      let values = try #require(figures[side] as? [String: Any])
      #expect(Set(values.keys) == ["auroc", "balanced_accuracy", "sensitivity", "specificity", "ece"])
    }
    let measured = try Hilum.run("evaluate", "--model", "new", "--data", example.data.path, in: folder.url)
    #expect(measured.code == 0, "\(measured.errors)")
    let again = try calibrate("")
    #expect(again.code == 1 && again.errors.contains("is there already"))
  }

  /// The example's scores say next to nothing, so that any prevalence fits.
  @Test func aPrevalenceThatCannotBeToldMovesNothing() throws {
    let outcome = try calibrate("--unlabelled")
    #expect(outcome.code == 1 && outcome.output == "")
    #expect(outcome.errors.contains("the share of positive pictures can't be told"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "new").path))
  }

  @Test(arguments: [
    "--stress none", "--source-weight 8", "--batch-norm --source-weight -1", "--operating-point best",
    "--unlabelled --stress light", "--unlabelled --operating-point youden",
  ])
  func whatMakesNoSenseIsRefused(_ options: String) throws {
    let outcome = try calibrate(options)
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "new").path))
  }
}
