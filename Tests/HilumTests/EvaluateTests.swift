import FolderTesting
import Foundation
import Testing

@Suite struct EvaluateTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func evaluate(_ data: String, _ arguments: String = "") throws -> Outcome {
    try Hilum.bash("$hilum evaluate --model \(example.run.path) --data \(data) --json \(arguments)", in: folder.url)
  }

  @Test func jsonIsTheContracts() throws {
    let outcome = try evaluate(example.data.path)
    #expect(outcome.code == 0)
    let report = try outcome.json()
    #expect(report.keys == ReportKeys.evaluation)
    try ReportKeys.check(report, count: 120)
    #expect(try #require(report["seconds"]?.number) > 0)
    #expect(try #require(report["images_per_second"]?.number) > 0)
    #expect(try #require(report["auroc"]?.number) > 0.9)
  }

  @Test func aThresholdTakesThePlaceOfTheOperatingPoint() throws {
    let report = try evaluate(example.data.path, "--threshold 0.25").json()
    #expect(report["threshold"]?.number == 0.25)
    #expect(report["at_half"]?["threshold"]?.number == 0.5)
  }

  @Test func whatIsUndefinedIsNull() throws {
    // Nothing is called positive, so there is no share of right ones among those.
    let report = try evaluate(example.data.path, "--threshold 1").json()
    let row = JSONValue.array([.number(60), .number(0)])
    #expect(report["confusion_matrix"] == .array([row, row]))
    for key in ["ppv", "precision", "mcc"] { #expect(report[key] == .null) }
    #expect(report["sensitivity"]?.number == 0)
    #expect(report["specificity"]?.number == 1)
    #expect(report["confidence_intervals"]?["ppv"] == .null)
  }

  @Test func ofADividedDataSetTestIsMeasured() throws {
    try SampleXrays.write(8, to: folder, "data/train")
    try SampleXrays.write(5, to: folder, "data/test")
    let outcome = try evaluate("data")
    #expect(try outcome.json()["n"]?.number == 10)
    #expect(outcome.errors.contains("Measuring the test part."))
  }

  @Test func unreadableFilesAreNamedAndLeftOut() throws {
    try SampleXrays.write(20, to: folder, "data")
    try folder.write("a letter", "data/NORMAL/letter.jpeg")
    let outcome = try evaluate("data")
    #expect(outcome.code == 0)
    #expect(try outcome.json()["n"]?.number == 40)
    #expect(
      outcome.errors.contains("NORMAL/letter.jpeg can't be read: this is plain text: give a JPEG, PNG or DICOM file\n"))
    #expect(outcome.errors.contains("1 of 41 images left out.\n"))
  }

  @Test func whereNothingCanBeReadNothingIsMeasured() throws {
    try folder.write("a letter", "data/NORMAL/letter.jpeg")
    try folder.write("", "data/PNEUMONIA/empty.png")
    let outcome = try evaluate("data")
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    #expect(outcome.error.contains("2 of 2 images can't be read"))
  }

  @Test func otherClassesThanTheModelsAreRefused() throws {
    try folder.write(SampleXrays.picture(1, hasSpot: false), "data/COVID/1.png")
    try folder.write(SampleXrays.picture(2, hasSpot: false), "data/NORMAL/2.png")
    let outcome = try evaluate("data")
    #expect(outcome.code == 1)
    #expect(
      outcome.error
        == "hilum: the model tells NORMAL, PNEUMONIA apart, but the data set has COVID, NORMAL; say which labels are "
        + "which: --classes \"NORMAL=…,PNEUMONIA=…\"")
  }

  @Test func aTableForPeople() throws {
    let outcome = try Hilum.run(
      "evaluate", "--model", example.run.path, "--data", example.data.path, in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("120 images, AUROC "))
    for title in ["sensitivity", "specificity", "PPV", "NPV", "at 0.5", "not a medical device"] {
      #expect(outcome.output.contains(title))
    }
  }
}
