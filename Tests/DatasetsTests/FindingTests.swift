import Datasets
import FolderTesting
import Foundation
import Metrics
import Testing

/// Several findings at once: what each layout says of them, and what it leaves unknown.
@Suite struct FindingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ findings: [String]? = nil, _ change: (inout DatasetOptions) -> Void = { _ in }) throws -> Dataset
  {
    var options = DatasetOptions(task: .multilabel)
    options.findings = findings
    change(&options)
    return try Dataset.read(folder.url, options: options)
  }

  private func truths(_ dataset: Dataset) -> [[Bool?]] {
    dataset.samples.map { if case .findings(let findings) = $0.truth { findings } else { [] } }
  }

  private func pictures(_ paths: String...) throws {
    for (number, path) in paths.enumerated() { try folder.write(DataPNG.smooth(number), path) }
  }

  private func nih() throws {
    try pictures("images/00000001_000.png", "images/00000001_001.png", "images/00000002_000.png")
    try folder.write(
      "Image Index,Finding Labels,Patient ID\n00000001_000.png,Cardiomegaly|Pleural_Thickening,1\n"
        + "00000001_001.png,No Finding,1\n00000002_000.png,Effusion,2\n", "Data_Entry_2017.csv")
  }

  @Test func nihFourteenFindings() throws {
    try nih()
    let dataset = try read()
    #expect(dataset.classes.count == 14 && dataset.classes.first == "Atelectasis" && dataset.classes.last == "Hernia")
    #expect(dataset.counts(in: nil).reduce(0, +) == 3 && dataset.negativeClass == nil)
    #expect(dataset.samples.map(\.label) == [1, 0, 1])
    #expect(try read(["effusion", "Pleural Thickening"]).classes == ["Effusion", "Pleural_Thickening"])
    #expect(try Dataset.read(folder.url).task == .binary, "one question unless several are asked for")
    guard case .unknownFindings(["Cold"], let known)? = thrown(DataError.self, { _ = try read(["Cold"]) }) else {
      Issue.record("a finding that NIH does not have is refused")
      return
    }
    #expect(known.count == 14)
  }

  @Test(arguments: zip(UncertainPolicy.allCases, [nil, true, false]))
  func cheXpert(_ uncertain: UncertainPolicy, _ expected: Bool?) throws {
    try pictures("train/patient1/study1/view1_frontal.jpg", "train/patient2/study1/view1_frontal.jpg")
    try pictures("train/patient3/study1/view1_frontal.jpg")
    try folder.write(
      """
      Path,Frontal/Lateral,No Finding,Edema,Pneumonia,Pleural Effusion,Support Devices
      train/patient1/study1/view1_frontal.jpg,Frontal,,1.0,-1.0,,1.0
      train/patient2/study1/view1_frontal.jpg,Frontal,1.0,,,,
      train/patient3/study1/view1_frontal.jpg,Frontal,,,,,
      """, "train.csv")
    let dataset = try read { $0.uncertain = uncertain }
    #expect(dataset.classes == ["Edema", "Pneumonia", "Pleural Effusion"])
    #expect(truths(dataset) == [[true, expected, false], [false, false, false]])
    #expect(
      dataset.provenance.notes.contains("1 images are left out: nothing is known of these findings."))
  }

  @Test("a model's findings, whatever the other data set calls them")
  func aModelsFindings() throws {
    try nih()
    let model = try read { $0.modelClasses = ["Pleural Effusion", "Fracture", "Cardiomegaly"] }
    #expect(model.classes == ["Pleural Effusion", "Fracture", "Cardiomegaly"])
    #expect(truths(model) == [[false, nil, true], [false, nil, false], [true, nil, false]])
    #expect(model.provenance.notes.contains("The data don't tell of Fracture: unknown of every image."))
    #expect(model.gaps.contains(FindingGap(split: nil, kind: .unknown, findings: ["Fracture"])))
    #expect(try model.aligned(with: ["Pleural Effusion", "Fracture", "Cardiomegaly"]) == model)
    guard
      case .classesOfModelDiffer(["Fracture"], _)? = thrown(
        DataError.self, { _ = try read { $0.modelClasses = ["Fracture"] } })
    else {
      Issue.record("a data set that tells none of a model's findings is refused")
      return
    }
  }

  @Test(
    arguments: zip(
      ReaderPolicy.allCases,
      [[[false, true], [false, false]], [[true, true], [true, false]], [[false, true], [false, false]]]))
  func vinDr(_ readers: ReaderPolicy, _ expected: [[Bool?]]) throws {
    try pictures("train/i1.dicom", "train/i2.dicom")
    try folder.write(
      """
      image_id,class_name,class_id,rad_id
      i1,Infiltration,6,R1
      i1,Nodule/Mass,8,R1
      i1,Nodule/Mass,8,R2
      i2,Infiltration,6,R1
      i2,No finding,14,R2
      """, "train.csv")
    let dataset = try read { $0.readers = readers }
    #expect(dataset.classes == ["Infiltration", "Nodule/Mass"])
    #expect(truths(dataset) == expected)
  }

  @Test("blanks are unknown where a column has zeros, and absent where it has none")
  func anyTable() throws {
    try pictures("1.png", "2.png", "3.png", "4.png")
    try folder.write(
      "image,Edema,Mass,Hernia\n1.png,1,0,1\n2.png,,1,\n3.png,0,-1,?\n4.png,,,\n", "labels.csv")
    let dataset = try read()
    #expect(dataset.classes == ["Edema", "Mass", "Hernia"])
    #expect(truths(dataset) == [[true, false, true], [nil, true, false], [false, nil, nil], [nil, nil, false]])
    let joined = try read { $0.classes = try? ClassChoice(parsing: "Lung=Edema|Mass,Hernia") }
    #expect(truths(joined) == [[true, true], [true, false], [nil, false]])
    let report = DataCheck.run(dataset)
    #expect(report.counts["all"] == ["Edema": 1, "Mass": 1, "Hernia": 1])
    #expect(report.negatives?["all"] == ["Edema": 1, "Mass": 1, "Hernia": 2])
    #expect(report.unknown?["all"] == ["Edema": 2, "Mass": 2, "Hernia": 1])
    #expect(report.imagesPerSplit == ["all": 4])
    #expect(report.text.contains("finding   all  without  unknown"))
    #expect(try JSONDecoder().decode(DataReport.self, from: JSONEncoder().encode(report)) == report)
  }

  @Test func classFoldersAsFindings() throws {
    try pictures("NORMAL/a.png", "BACTERIA/b.png", "VIRUS/c.png")
    let dataset = try read()
    #expect(dataset.classes == ["BACTERIA", "VIRUS"])
    #expect(truths(dataset) == [[true, false], [false, false], [false, true]])
  }

  @Test func listsWithOneFindingAreClasses() throws {
    try nih()
    try folder.write(
      "Image Index,Finding Labels,Patient ID\n00000001_000.png,Cardiomegaly|Mass,1\n"
        + "00000001_001.png,No Finding,1\n00000002_000.png,Effusion,2\n", "Data_Entry_2017.csv")
    let dataset = try Dataset.read(folder.url, options: DatasetOptions(task: .multiclass))
    #expect(dataset.classes == ["Effusion", "No Finding"])
    #expect(dataset.provenance.notes.contains("1 images are in no class, and left out: Cardiomegaly+Mass 1."))
  }

  @Test("what is divided reads the same, unknown findings included")
  func writtenAndRead() throws {
    try pictures("d/1.png", "d/2.png", "d/3.png", "d/4.png")
    try folder.write("image,Edema,Mass\nd/1.png,1,\nd/2.png,,1\nd/3.png,0,0\nd/4.png,1,0\n", "labels.csv")
    let dataset = try read()
    let divided = dataset.replacing(samples: dataset.samples.enumerated().map { $1.moved(to: $0 < 2 ? .train : .test) })
    let output = folder.url.appending(path: "out")
    try SplitWriter.write(divided, to: output)
    let again = try Dataset.read(output, options: DatasetOptions(task: .multilabel))
    #expect(again.classes == dataset.classes)
    #expect(truths(again).count == 4)
    for split in [Split.train, .test] { #expect(again.tallies(in: split) == divided.tallies(in: split)) }
  }

  @Test func conflictsAreContradictions() throws {
    try folder.write(DataPNG.smooth(1), "1.png")
    for name in ["2.png", "3.png"] { try folder.write(DataPNG.smooth(2), name) }
    try folder.write("image,Edema,Mass\n1.png,0,0\n2.png,1,?\n3.png,1,0\n", "labels.csv")
    #expect(DataCheck.run(try read()).conflicts.isEmpty, "unknown contradicts nothing")
    let one = DataFingerprint(reading: try read())
    try folder.write("image,Edema,Mass\n1.png,0,0\n2.png,1,1\n3.png,1,0\n", "labels.csv")
    #expect(DataFingerprint(reading: try read()) != one)
    let report = DataCheck.run(try read())
    #expect(report.conflicts.map(\.files) == [["2.png", "3.png"]] && !report.fit)
    #expect(try read { $0.dropsConflicts = true }.samples.map(\.path) == ["1.png"])
  }
}
