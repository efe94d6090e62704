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

  /// Pictures in a table that knows sex, age and site of their patients.
  private func writeTable() throws {
    try SampleXrays.write(24, to: folder, "data")
    var rows = ["path,label,patient,sex,age,site"]
    for number in 0..<24 {
      let known = "\(number % 2 == 0 ? "F" : "M"),\(number < 3 ? "" : "0\(number)Y"),\(number < 20 ? "north" : "south")"
      let patient = number / SampleXrays.picturesPerPatient
      rows.append("NORMAL/IM-\(1000 + patient)-\(String(format: "%04d", number)).png,NORMAL,n\(patient),\(known)")
      rows.append("PNEUMONIA/person\(patient)_bacteria_\(number).png,PNEUMONIA,p\(patient),\(known)")
    }
    try folder.write(rows.joined(separator: "\n") + "\n", "data/labels.csv")
  }

  @Test func figuresByGroup() throws {
    try writeTable()
    let outcome = try evaluate("data", "--by sex,age,site")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try outcome.json()
    #expect(report.keys == ReportKeys.evaluation.union(["groups"]))
    guard case .array(let groups)? = report["groups"] else {
      Issue.record("no groups")
      return
    }
    #expect(groups.map { $0["attribute"]?.string } == ["sex", "age", "site"])
    func names(_ group: JSONValue, _ key: String) -> [String?] {
      guard case .array(let items)? = group[key] else { return [] }
      return items.map { $0["name"]?.string ?? $0["measure"]?.string }
    }
    #expect(names(groups[0], "groups") == ["F", "M"] && names(groups[1], "groups") == ["0–4", "5–17", "18–39"])
    #expect(groups[1]["unknown"]?.number == 6)
    #expect(names(groups[0], "gaps") == ["sensitivity", "specificity", "calibration"])
    guard case .array(let sites)? = groups[2]["groups"] else { return }
    // Eight pictures in the south are too few to judge.
    #expect(sites.map { $0["n"]?.number } == [40, 8] && sites.map { $0["report"] == .null } == [false, true])
    #expect(names(groups[2], "gaps").isEmpty)
    let text = try Hilum.run(
      "evaluate", "--model", example.run.path, "--data", "data", "--by", "site", in: folder.url)
    #expect(text.output.contains("By site:") && text.output.contains("too few to judge"))
  }

  @Test func attributesThatAreNotThere() throws {
    try writeTable()
    let missing = try evaluate("data", "--by view")
    #expect(missing.code == 1 && missing.output == "")
    #expect(missing.error.contains("the data tell no view of any image; they tell age, sex, site"))
    #expect(try evaluate("data", "--by height").code == 2)
    #expect(try evaluate("data", "--by ''").code == 2)
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
