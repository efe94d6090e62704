import FolderTesting
import Foundation
import Testing

@Suite struct StressCommandTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  @Test func aBatteryIsMeasuredAtTheOperatingPointAndRepeats() throws {
    let command = [
      "stress", "--model", example.run.path, "--data", example.data.path, "--battery", "light", "--severity", "2",
      "--json",
    ]
    let outcomes = try (0..<2).map { _ in
      try Hilum.bash("$hilum \(command.joined(separator: " "))", in: folder.url)
    }
    #expect(outcomes.map(\.code) == [0, 0])
    #expect(outcomes[0].output == outcomes[1].output)
    let json = try JSONSerialization.jsonObject(with: Data(outcomes[0].output.utf8))
    let report = try #require(json as? [String: Any])
    #expect(report["battery"] as? String == "light")
    let cells = try #require(report["cells"] as? [[String: Any]])
    #expect(cells.count == 13)
    #expect(cells.allSatisfy { $0["severity"] as? Int == 2 })
    let clean = try #require(report["clean"] as? [String: Any])
    #expect(cells.allSatisfy { $0["n"] as? Int == clean["n"] as? Int && $0["balanced_accuracy"] is Double })
    let mean = try #require(report["mean"] as? [String: Any])
    #expect(mean["balanced_accuracy"] is Double && mean["confidence_intervals"] is [String: Any])
    #expect(report["worst"] is [String: Any] && report["be"] is NSNull && report["rbe"] is NSNull)
  }

  @Test func tableAndFilesForPeople() throws {
    let outcome = try Hilum.bash(
      "$hilum stress --model \(example.run.path) --data \(example.data.path) --battery light --severity 2 --output page",
      in: folder.url)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("Mean of 13 kinds: balanced accuracy ") && outcome.output.contains("Worst: "))
    #expect(folder.names("page") == ["stress.html", "stress.json", "stress.png", "stress.svg"])
    #expect(try folder.text("page/stress.html").contains("<th scope=\"row\">JPEG compression (held out)</th>"))
  }

  @Test(arguments: [["--battery", "none"], ["--severity", "6"], ["--battery", "light", "--severity", "5"]])
  func aBatteryThatIsNotThereIsRefused(_ options: [String]) throws {
    let command = ["stress", "--model", example.run.path, "--data", example.data.path] + options
    let outcome = try Hilum.bash("$hilum \(command.joined(separator: " "))", in: folder.url)
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
  }
}
