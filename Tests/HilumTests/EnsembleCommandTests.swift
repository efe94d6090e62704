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

  @Test func oneModelIsNoEnsemble() throws {
    let outcome = try Hilum.run("ensemble", example.run.path, "--output", "one", in: folder.url)
    #expect(outcome.code == 2)
    #expect(folder.names("").isEmpty)
  }
}
