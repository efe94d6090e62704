import FolderTesting
import Foundation
import Testing

@Suite struct EnsembleCommandTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func probability(_ arguments: String...) throws -> (Double, JSONValue) {
    let outcome = try Hilum.bash(
      "$hilum predict --json \(arguments.joined(separator: " ")) \(example.picture)", in: folder.url)
    #expect(outcome.code == 0)
    let json = try outcome.json()
    return (try #require(json["probabilities"]?["PNEUMONIA"]?.number), json)
  }

  @Test func aModelTwiceReadsAsItDoesOnce() throws {
    let run = example.run.path
    #expect(try Hilum.run("ensemble", run, run, "--output", "both", in: folder.url).code == 0)
    let (alone, plain) = try probability("--model", run)
    let (mean, json) = try probability("--model", "both")
    #expect(abs(alone - mean) < 1e-5)
    #expect(plain["uncertainty"] == nil)
    #expect(json["uncertainty"]?.keys == ["disagreement"])
    #expect(try #require(json["uncertainty"]?["disagreement"]?.number) < 1e-5)
    let (_, views) = try probability("--model", "both", "--views", "3")
    #expect(views["uncertainty"]?.keys == ["disagreement", "repeatability"])
    let again = try Hilum.run("ensemble", run, run, "--output", "both", in: folder.url)
    #expect(again.code == 2)
  }

  @Test func withDataThePointIsChosenForTheMean() throws {
    let run = example.run.path
    let outcome = try Hilum.run(
      "ensemble", run, run, "--output", "both", "--data", example.data.path, "--operating-point", "youden",
      in: folder.url)
    try #require(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("chosen on: validation"))
    let bundle = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.url.appending(path: "both/model.json")))
    let metadata = try #require(bundle as? [String: Any])
    let point = try #require(metadata["operating_point"] as? [String: Any])
    #expect(point["n"] as? Int == 120 && point["criterion"] as? String == "youden")
    let ensemble = try #require(metadata["ensemble"] as? [String: Any])
    let calibration = try #require(ensemble["calibration"] as? [String: Any])
    #expect(Set(calibration.keys) == ["data", "fingerprint", "n", "patients"])
  }

  @Test func dropoutIsSampled() throws {
    let (_, json) = try probability("--model", example.run.path, "--mc-dropout", "20")
    #expect(json["uncertainty"]?.keys == ["dropout"])
    #expect(try #require(json["uncertainty"]?["dropout"]?.number) > 0)
    let (_, again) = try probability("--model", example.run.path, "--mc-dropout", "20")
    #expect(again["probabilities"] == json["probabilities"])
  }

  @Test func viewsAreAveragedWhereverPicturesAreRead() throws {
    let (_, short) = try probability("--model", example.run.path, "--views", "3")
    let (_, long) = try probability("--model", example.run.path, "--view-averaging", "3")
    #expect(short["uncertainty"] == long["uncertainty"])
    let measured = try Hilum.run(
      "evaluate", "--model", example.run.path, "--data", example.data.path, "--view-averaging", "2", "--mc-dropout",
      "5", "--json", in: folder.url)
    #expect(measured.code == 0, "\(measured.errors)")
  }

  @Test func oneModelIsNoEnsemble() throws {
    let outcome = try Hilum.run("ensemble", example.run.path, "--output", "one", in: folder.url)
    #expect(outcome.code == 2)
    #expect(folder.names("").isEmpty)
  }
}
