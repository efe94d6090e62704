import FolderTesting
import Foundation
import Testing

/// Data that nothing should be learnt from, or not all of which can be read.
@Suite struct BadDataTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func train(task: String = "none") throws -> Outcome {
    try Hilum.run(
      "train", "--recipe", example.recipe.path, "--data", "data", "--output", "run", "--set", "epochs=1",
      "--set", "data.task=\(task)", in: folder.url)
  }

  /// What training says of `data`, which it refuses.
  private func refusal(task: String = "none") throws -> String {
    let outcome = try train(task: task)
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    #expect(folder.names("run/bundle").isEmpty)
    return outcome.error
  }

  @Test func anUnreadableFileAmongManyIsReportedSkippedAndCounted() throws {
    try SampleXrays.write(20, to: folder, "data")
    try folder.write("a letter", "data/NORMAL/letter.jpeg")
    let outcome = try train()
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("NORMAL/letter.jpeg can't be read: "))
    #expect(outcome.errors.contains("1 of 41 images left out.\n"))
    let images = try #require(JSONValue(folder.text("run/bundle/model.json"))["data"]?["images"])
    let counts = ["train", "val", "test"].flatMap { split in
      ["NORMAL", "PNEUMONIA"].map { images[split]?[$0]?.number ?? 0 }
    }
    #expect(counts.reduce(0, +) == 40)
  }

  @Test func moreThanFivePercentUnreadableIsRefused() throws {
    try SampleXrays.write(20, to: folder, "data")
    for number in 1...3 { try folder.write("a letter", "data/NORMAL/letter\(number).jpeg") }
    let refusal = try refusal()
    #expect(
      refusal.hasPrefix("hilum: 3 of 43 images can't be read, more than 5 %: NORMAL/letter1.jpeg: this is plain text"))
    #expect(refusal.hasSuffix("`hilum data check` lists them all"))
  }

  @Test func anEmptyClassFolder() throws {
    try SampleXrays.write(20, to: folder, "data/train")
    try SampleXrays.write(8, to: folder, "data/test")
    try folder.remove("data/test/NORMAL")
    try folder.write("no picture", "data/test/NORMAL/notes.txt")
    #expect(try refusal() == "hilum: class folder test/NORMAL has no images")
  }

  @Test func oneClassOnly() throws {
    try SampleXrays.write(20, to: folder, "data")
    try folder.remove("data/NORMAL")
    #expect(try refusal() == "hilum: there is only one class (PNEUMONIA); at least two are needed")
  }

  @Test func classNamesThatDifferBetweenSplits() throws {
    try SampleXrays.write(20, to: folder, "data/train")
    try SampleXrays.write(8, to: folder, "data/test")
    try FileManager.default.moveItem(
      at: folder.url.appending(path: "data/test/PNEUMONIA"), to: folder.url.appending(path: "data/test/virus"))
    #expect(
      try refusal().hasPrefix("hilum: the classes differ between the splits: train has NORMAL, PNEUMONIA but no virus"))
  }

  @Test func tooManyClasses() throws {
    try SampleXrays.write(20, to: folder, "data")
    for number in 0..<20 { try folder.write(SampleXrays.picture(number, hasSpot: false), "data/COVID/\(number).png") }
    #expect(
      try refusal(task: "binary").hasPrefix(
        "hilum: the data has 3 classes (COVID, NORMAL, PNEUMONIA); two are needed"))
  }

  @Test func tooFewPatients() throws {
    try SampleXrays.write(SampleXrays.picturesPerPatient, to: folder, "data")
    #expect(
      try refusal() == "hilum: class NORMAL has images of only 1 patient, too few for 3 parts")
  }

  @Test func noDataAtAll() throws {
    #expect(try refusal() == "hilum: there is no file or folder data")
    try folder.write("hello", "data/readme.txt")
    #expect(try refusal().hasPrefix("hilum: data is no data set: expected train/CLASS/… and test/CLASS/… folders"))
  }
}
