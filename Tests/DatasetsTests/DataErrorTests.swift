import Datasets
import Metrics
import Testing

@Suite struct DataErrorTests {
  @Test func everyErrorIsASentenceOfItsOwn() {
    let errors: [DataError] = [
      .notFound("x"), .unreadable(name: "x", reason: "permission denied"),
      .unwritable(name: "x", reason: "the disk is full"), .noLayout(folder: "x", found: ["a", "b"]),
      .noImages(folder: "x"), .outputNotEmpty("x"), .tooManyUnreadable(count: 9, total: 20, examples: ["a: b"]),
      .oneClass("x"), .emptyClass("A", split: .train), .classesDiffer(split: .test, missing: ["A"], present: ["B"]),
      .classesOfModelDiffer(model: ["A"], data: ["B"]), .malformedCSV(file: "x", line: 3, problem: .strayQuote),
      .missingColumn(file: "x", column: "label", present: ["a"]), .emptyCell(file: "x", line: 2, column: "path"),
      .unknownLabel(file: "x", line: 2, label: "C", known: ["A"]), .unknownSplit(file: "x", line: 2, value: "y"),
      .splitMissing(file: "x", line: 2), .pathOutside(file: "x", line: 2),
      .missingImages(file: "x", paths: ["a"], count: 3), .duplicateRow(file: "x", path: "a", lines: [2, 3]),
      .patientsInSeveralSplits(file: "x", patients: ["p"], count: 1),
      .tooFewPatients(class: "A", patients: 1, needed: 5), .invalidFractions(validation: 0.5, test: 0.5),
      .invalidFoldCount(1), .emptySplit(.train), .compressedTable("x"), .severalTables(folder: "x", found: ["a"]),
      .severalDataSets(folder: "x", found: ["a"]), .malformedColumns("x"), .malformedClasses("x"),
      .tooManyClasses(["A", "B", "C"]), .ambiguousImage(file: "x", line: 2, image: "a", paths: ["b/a", "c/a"]),
      .classesBeyondLimit(count: 1001, limit: 1000), .pictureInSeveralClasses(path: "a", classes: ["A", "B"]),
      .unknownFindings(["A"], known: ["B"]), .noFindings, .contradiction(option: "target", task: .multiclass),
      .findingsAllAlike(split: .test, present: true), .findingsAllAlike(split: nil, present: false),
      .unknownAttributes(["site"], known: ["age"]), .unknownAttributes(["site"], known: []),
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
    #expect(
      DataError.missingImages(file: "labels.csv", paths: ["a.png", "b.png"], count: 5).description
        == "labels.csv names 5 images that are not there: a.png, b.png and 3 more")
    #expect(
      DataError.emptyClass("NORMAL", split: .test).description == "class folder test/NORMAL has no images")
  }

  @Test func everyCSVProblemIsASentenceOfItsOwn() {
    let problems: [CSVProblem] = [
      .empty, .unterminatedQuote, .textAfterQuote, .strayQuote, .nul, .utf16, .tooManyRows(limit: 1),
      .fieldCount(found: 1, expected: 2), .duplicateColumn("a"), .tooManyBytes(count: 2, limit: 1),
      .tooManyColumns(limit: 1), .fieldTooLong(limit: 1),
    ]
    #expect(Set(problems.map(\.description)).count == problems.count)
  }
}
