import Datasets
import FolderTesting
import Foundation
import Testing

/// Tables as people save them, and labels as people write them.
@Suite struct AnyTableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.touch("x/1.png", "x/2.png", "x/3.png")
  }

  private func read(_ text: some Sequence<UInt8>, _ options: DatasetOptions = DatasetOptions()) throws -> Dataset {
    try folder.write(Array(text), "labels.csv")
    return try Dataset.read(folder.url, options: options)
  }

  private func refusal(_ text: String, _ options: DatasetOptions = DatasetOptions()) throws -> DataError? {
    try folder.write(text, "labels.csv")
    return thrown(DataError.self) { _ = try Dataset.read(folder.url, options: options) }
  }

  @Test(arguments: [
    "filename,Diagnosis\r\n1.png,A\r\n2.png,B\r\n3.png,B\r\n", "Image;class\n1.png;A\n2.png;B\n3.png;B\n",
    "path\tlabel\rx/1.png\tA\rx/2.png\tB\rx/3.png\tB\r", "\u{FEFF}\"image\", \"label\"\n\"1.png\", \"A\"\n2,B\n3,B",
    "file|finding\n./x/1.png|A\nx\\2.png|B\nold/x/3.png|B\n",
  ])
  func delimitersQuotesAndLineEnds(_ text: String) throws {
    let dataset = try read(text.utf8)
    #expect(dataset.classes == ["A", "B"])
    #expect(dataset.samples.map(\.path) == ["x/1.png", "x/2.png", "x/3.png"])
    #expect(dataset.counts(in: nil) == [1, 2])
  }

  @Test func latin1() throws {
    let dataset = try read(Array("path,label\nx/1.png,gr".utf8) + [0xFC] + Array("n\nx/2.png,rot\n".utf8))
    #expect(dataset.classes == ["grün", "rot"])
    #expect(dataset.provenance.notes.contains("labels.csv is no UTF-8 and was read as Latin-1."))
  }

  @Test func chosenColumns() throws {
    var options = DatasetOptions()
    options.columns = try ColumnChoice(parsing: "image=scan, label=outcome,patient=who")
    let dataset = try read("who,scan,outcome,label\np,1.png,A,x\nq,2.png,B,y\n".utf8, options)
    #expect(dataset.classes == ["A", "B"])
    #expect(dataset.samples.map(\.patient) == ["p", "q"])
    #expect(
      try refusal("a,b\n1.png,A\n", options) == .missingColumn(file: "labels.csv", column: "scan", present: ["a", "b"]))
  }

  @Test func aColumnForEachFinding() throws {
    let text = "image,Pneumonia,Effusion\n1.png,1,0\n2.png,0,1\n3.png,0,0\n"
    #expect(try read(text.utf8).counts(in: nil) == [1, 2])
    #expect(try read(text.utf8, DatasetOptions(target: .finding("pneumonia"))).counts(in: nil) == [2, 1])
  }

  @Test func labelsOfOneKindInClasses() throws {
    let text = "image,label\n1.png,Normal\n2.png,Viral Pneumonia\n3.png,Lung Opacity\n"
    #expect(try Set(read(text.utf8).classes) == ["Normal", "Viral Pneumonia", "Lung Opacity"])
    let choice = try ClassChoice(parsing: "NORMAL=normal|No Finding,PNEUMONIA=viral pneumonia")
    let dataset = try read(text.utf8, DatasetOptions(classes: choice))
    #expect(dataset.classes == ["NORMAL", "PNEUMONIA"])
    #expect(dataset.counts(in: nil) == [1, 1])
    #expect(dataset.provenance.notes.contains("1 images are in no class, and left out: Lung Opacity 1."))
  }

  @Test func labelsOfAModel() throws {
    let model = ["NORMAL", "PNEUMONIA"]
    let small = try read("image,label\n1.png,normal\n2.png,pneumonia\n".utf8, DatasetOptions(modelClasses: model))
    #expect(small.classes == model)
    #expect(small.samples.map(\.label) == [0, 1])
    let text = "image,label\n1.png,Normal\n2.png,Viral Pneumonia\n"
    #expect(
      try refusal(text, DatasetOptions(modelClasses: model))
        == .classesOfModelDiffer(model: model, data: ["Normal", "Viral Pneumonia"]))
  }

  @Test func classesThatContradictEachOther() {
    #expect(thrown(DataError.self) { _ = try ClassChoice(parsing: "A=x,B=x") } == .malformedClasses("'x' of B"))
    #expect(thrown(DataError.self) { _ = try ClassChoice(parsing: "A=x") } == .malformedClasses("A"))
  }

  @Test func badTables() throws {
    func malformed(_ line: Int, _ problem: CSVProblem) -> DataError {
      .malformedCSV(file: "labels.csv", line: line, problem: problem)
    }
    #expect(try refusal("path,label\n1.png,A\n2.png\n") == malformed(3, .fieldCount(found: 1, expected: 2)))
    #expect(try refusal("path,label\n1.png,A\0\n") == malformed(2, .nul))
    #expect(
      try refusal("path,label\n1.png," + String(repeating: "A", count: 10 << 20) + "\n")
        == malformed(2, .fieldTooLong(limit: 64 << 10)))
    #expect(try refusal("path,label\n1.png,A\n2.png,   \n") == .emptyCell(file: "labels.csv", line: 3, column: "label"))
    #expect(try refusal("path,label\n../../etc/passwd,A\n") == .pathOutside(file: "labels.csv", line: 2))
    let million = "path,label\n" + String(repeating: "1.png,A\n", count: 1_000_001)
    #expect(try refusal(million) == malformed(1_000_002, .tooManyRows(limit: 1_000_000)))
    #expect(
      thrown(DataError.self) { _ = try read([0xFF, 0xFE, 0x70, 0x00]) } == malformed(1, .utf16))
  }

  @Test("what fuzzing found or begins with is read, or refused by name")
  func regressions() throws {
    let goldens = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/Regressions/table")
    let names = try FileManager.default.contentsOfDirectory(atPath: goldens.path).sorted()
    #expect(names.count >= 5)
    for name in names {
      do {
        _ = try CSVTable(contentsOf: goldens.appending(path: name))
      } catch {
        #expect(error is DataError)
      }
    }
  }

  @Test func linksInCircles() throws {
    try folder.link("x/again", to: "..")
    try folder.link("y", to: "x")
    #expect(try read("path,label\nx/1.png,A\nx/2.png,B\n".utf8).counts(in: nil) == [1, 1])
  }

  @Test func theSamePictureInTwoClasses() throws {
    let folder = try TemporaryFolder()
    for (number, path) in ["A/1.png", "A/2.png", "B/3.png", "B/4.png"].enumerated() {
      try folder.write(DataPNG.smooth(number), path)
    }
    try folder.write(DataPNG.smooth(0), "B/copy.png")
    let report = DataCheck.run(try Dataset.read(folder.url))
    #expect(!report.isUsable)
    #expect(report.conflicts.map(\.files) == [["A/1.png", "B/copy.png"]])
    var options = DatasetOptions()
    options.dropsConflicts = true
    #expect(try Dataset.read(folder.url, options: options).counts(in: nil) == [1, 2])
  }
}
