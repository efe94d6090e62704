import FolderTesting
import Foundation
import Testing

@Suite struct CompareTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func train(_ output: String, _ arguments: String, data: String? = nil) throws {
    let outcome = try Hilum.bash(
      "$hilum train --recipe \(example.recipe.path) --data \(data ?? example.data.path) --output \(output) \(arguments)",
      in: folder.url)
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  private func compare(_ arguments: String) throws -> Outcome {
    try Hilum.bash("$hilum compare \(example.run.path) \(arguments)", in: folder.url)
  }

  @Test func runsOnTheSameTestImages() throws {
    try train("other", "--set optimizer.lr=0.0001 --set epochs=1")
    let outcome = try compare("other --output page --bootstrap 100")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains(/24 test images of \d+ patients, 12 PNEUMONIA/))
    #expect(outcome.output.contains("other − run"))
    #expect(outcome.output.contains(/AUROC +[+-]\d\.\d{3}/))
    #expect(folder.names("page") == ["compare.html", "compare.png", "compare.svg"])
    #expect(try folder.text("page/compare.html").contains("<h2>other − run</h2>"))

    let json = try compare("other --json --bootstrap 100").json()
    #expect(json["n"]?.number == 24)
    #expect(json["models"]?.items.compactMap { $0["name"]?.string } == ["run", "other"])
    let contrast = try #require(json["contrasts"]?.items.first)
    #expect(contrast["name"]?.string == "other" && contrast["reference"]?.string == "run")
    let auroc = try #require(contrast["differences"]?["auroc"])
    #expect(auroc["difference"]?.number == contrast["delong"]?["difference"]?.number)
  }

  @Test func otherTestImagesAreRefused() throws {
    try train("other", "--set epochs=1 --set test_fraction=0.3")
    let outcome = try compare("other")
    #expect(outcome.code == 1)
    #expect(
      outcome.error.hasPrefix("hilum: run and other were not tested on the same images and can't be compared:"))
  }

  @Test func whatIsNoRunIsRefused() throws {
    try folder.write("x", "empty/notes.txt")
    let outcome = try compare("empty")
    #expect(outcome.code == 1)
    #expect(
      outcome.error == "hilum: empty is not the folder of a finished run: it needs bundle/ and predictions.csv")
    #expect(try compare("").code == 2)
  }
}
