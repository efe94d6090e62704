import Datasets
import FolderTesting
import Foundation
import Metrics
import Testing

/// Three and four classes: folders, patterns of names, and what contradicts them.
@Suite struct SeveralClassesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func kaggle() throws {
    for (number, name) in [
      "train/NORMAL/IM-0115-0001", "train/PNEUMONIA/person1_bacteria_1", "train/PNEUMONIA/person2_VIRUS_6",
      "test/NORMAL/IM-0001-0001", "test/PNEUMONIA/person3_bacteria_10", "test/PNEUMONIA/person4_virus_11",
      "test/PNEUMONIA/unnamed",
    ].enumerated() {
      try folder.write(DataPNG.smooth(number), "\(name).jpeg")
    }
  }

  @Test func threeFolders() throws {
    for (number, name) in ["NORMAL/a", "BACTERIA/b", "VIRUS/c", "VIRUS/d"].enumerated() {
      try folder.write(DataPNG.smooth(number), "\(name).png")
    }
    let dataset = try Dataset.read(folder.url)
    #expect(dataset.task == .multiclass)
    #expect(dataset.classes == ["BACTERIA", "NORMAL", "VIRUS"] && dataset.negativeClass == 1)
    #expect(dataset.samples.map { dataset.isAnythingFound(in: $0) } == [true, false, true, true])
    let report = DataCheck.run(dataset)
    #expect(report.fit && report.task == .multiclass && report.positiveClass == "Abnormal")
    #expect(report.counts["all"] == ["BACTERIA": 1, "NORMAL": 1, "VIRUS": 2])
    let binary = DataCheck.run(try Dataset.read(folder.url, options: DatasetOptions(task: .binary)))
    #expect(binary.problems == ["\(DataError.tooManyClasses(dataset.classes))"])
    #expect(
      thrown(DataError.self) { _ = try Dataset.read(folder.url, options: DatasetOptions(modelClasses: ["A", "B"])) }
        == .classesOfModelDiffer(model: ["A", "B"], data: ["BACTERIA", "NORMAL", "VIRUS"]))
  }

  @Test func namesTellTheClass() throws {
    try kaggle()
    let choice = try ClassChoice(
      parsing: "NORMAL=NORMAL,BACTERIA=PNEUMONIA/*bacteria*,VIRUS=pneumonia/*virus_?*.JPEG")
    let dataset = try Dataset.read(folder.url, options: DatasetOptions(classes: choice))
    #expect(dataset.task == .multiclass && dataset.classes == ["NORMAL", "BACTERIA", "VIRUS"])
    for split in [Split.train, .test] { #expect(dataset.counts(in: split) == [1, 1, 1]) }
    #expect(dataset.provenance.notes.contains("1 images are in no class, and left out: PNEUMONIA 1."))
    #expect(dataset.problems.isEmpty)
  }

  @Test("a pattern goes before a label; two patterns contradict each other")
  func patternsAndLabels() throws {
    try kaggle()
    let rest = try ClassChoice(parsing: "NORMAL,VIRUS=PNEUMONIA/*virus*,OTHER=PNEUMONIA")
    #expect(try Dataset.read(folder.url, options: DatasetOptions(classes: rest)).counts(in: .test) == [1, 1, 2])
    let both = try ClassChoice(parsing: "A=PNEUMONIA/person*,B=PNEUMONIA/*virus*,NORMAL")
    #expect(
      thrown(DataError.self) { _ = try Dataset.read(folder.url, options: DatasetOptions(classes: both)) }
        == .pictureInSeveralClasses(path: "train/PNEUMONIA/person2_VIRUS_6.jpeg", classes: ["A", "B"]))
  }

  @Test func aClassOfOneSplitOnly() throws {
    try folder.touch("train/A/1.png", "train/B/2.png", "train/C/3.png", "test/A/4.png", "test/B/5.png")
    #expect(
      try Dataset.read(folder.url).problems == [.classesDiffer(split: .test, missing: ["C"], present: ["A", "B"])])
  }

  @Test func moreClassesThanAreTaken() throws {
    let lines = (0...1000).map { "x.png/\($0).png,class \($0)" }
    for number in 0...1000 { try folder.touch("x.png/\(number).png") }
    try folder.write("path,label\n" + lines.joined(separator: "\n"), "labels.csv")
    #expect(
      thrown(DataError.self) { _ = try Dataset.read(folder.url) } == .classesBeyondLimit(count: 1001, limit: 1000))
  }

  @Test func choicesThatContradictTheTask() throws {
    try kaggle()
    var options = DatasetOptions(task: .multiclass, target: .abnormal)
    #expect(
      thrown(DataError.self) { _ = try Dataset.read(folder.url, options: options) }
        == .contradiction(option: "target", task: .multiclass))
    options = DatasetOptions(task: .binary)
    options.findings = ["Edema"]
    #expect(
      thrown(DataError.self) { _ = try Dataset.read(folder.url, options: options) }
        == .contradiction(option: "findings", task: .binary))
  }
}
