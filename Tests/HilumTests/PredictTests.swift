import FolderTesting
import Foundation
import Testing

@Suite struct PredictTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  @Test func jsonIsTheContracts() throws {
    let outcome = try Hilum.run("predict", "--model", example.run.path, "--json", example.picture, in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.lines.count == 1)
    let reading = try outcome.json()
    #expect(
      reading.keys == [
        "file", "prediction", "confidence", "probabilities", "decision", "in_distribution", "quality", "model",
        "heatmap", "lungs", "milliseconds",
      ])
    #expect(reading["file"]?.string == example.picture)
    let probabilities = try #require(reading["probabilities"])
    #expect(probabilities.keys == ["NORMAL", "PNEUMONIA"])
    let normal = try #require(probabilities["NORMAL"]?.number)
    let pneumonia = try #require(probabilities["PNEUMONIA"]?.number)
    #expect(abs(normal + pneumonia - 1) < 1e-9)
    #expect(reading["prediction"]?.string == (pneumonia > normal ? "PNEUMONIA" : "NORMAL"))
    #expect(reading["confidence"]?.number == max(normal, pneumonia))
    let decision = try #require(reading["decision"])
    #expect(decision.keys == ["positive", "threshold", "margin"])
    let threshold = try #require(decision["threshold"]?.number)
    #expect(decision["positive"] == .bool(pneumonia >= threshold))
    #expect(try abs(#require(decision["margin"]?.number) - (pneumonia - threshold)) < 1e-9)
    #expect(reading["in_distribution"] == .bool(true))
    #expect(reading["quality"] == .array([]))
    #expect(reading["model"] == .object(["name": .string("small"), "version": .number(1)]))
    #expect(reading["heatmap"] == .null)
    #expect(try #require(reading["milliseconds"]?.number) > 0)
  }

  @Test func badFilesAreReportedAndTheOthersStillRead() throws {
    let bad = try BadPictures.write(to: folder)
    try folder.copy(URL(filePath: example.picture), to: "good.png")
    let files = bad.map(\.path) + ["good.png"]
    let outcome = try Hilum.bash(
      "$hilum predict --model \(example.run.path) --json \(files.joined(separator: " "))", in: folder.url)
    #expect(outcome.code == 1)
    let lines = try outcome.lines.map { try JSONValue($0) }
    #expect(lines.map { $0["file"]?.string } == files)
    for (line, expected) in zip(lines, bad) {
      #expect(line.keys == ["file", "error"])
      #expect(line["error"]?.keys == ["code", "message"])
      #expect(line["error"]?["code"]?.string == expected.code)
      let message = try #require(line["error"]?["message"]?.string)
      #expect(message.contains(expected.message), "\(expected.path): \(message)")
      #expect(!message.contains("/"), "a path in: \(message)")
    }
    #expect(lines.last?["prediction"] != nil)
  }

  @Test func linesForPeople() throws {
    try folder.write("a letter", "letter.jpeg")
    let outcome = try Hilum.run(
      "predict", "--model", example.run.path, "letter.jpeg", "nowhere.png", example.picture, in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.lines.count == 1)
    #expect(outcome.output.contains(/NORMAL|PNEUMONIA \d+\.\d %  (positive|negative) at threshold \d\.\d{3}  small v1/))
    #expect(
      outcome.errors == """
        letter.jpeg: this is plain text: give a JPEG, PNG or DICOM file
        nowhere.png: there is no such file
        Research software, not a medical device.

        """)
  }

  @Test func reportsArePrintedBelowTheLines() throws {
    let outcome = try Hilum.run("predict", "--model", example.run.path, "--report", example.picture, in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.lines[1] == "  Findings:")
    #expect(outcome.lines[2].contains(/^\ {4}Called (positive|negative) for pneumonia: its probability .*\.$/))
    #expect(outcome.lines.contains("  Impression:"))
    #expect(outcome.lines.last == "    Research software, not a medical device; not for diagnosis.")
    let json = try Hilum.run(
      "predict", "--model", example.run.path, "--report", "--json", example.picture, in: folder.url
    ).json()
    #expect(json["report"]?.keys == ["findings", "impression"])
    #expect(json["lungs"]?["outline"] == nil)
    let csv = try Hilum.run(
      "predict", "--model", example.run.path, "--report", "--csv", example.picture, in: folder.url)
    #expect(csv.code == 2)
  }

  @Test func aStudyIsReadInPlaceOfFiles() throws {
    let (model, picture) = (example.run.path, example.picture)
    let codes = try [
      Hilum.run("predict", "--model", model, in: folder.url),
      Hilum.run("predict", "--model", model, "--study", "1.2.3", "--from", "A", in: folder.url),
      Hilum.run("predict", "--model", model, "--from", "A", "--archive", "a.yaml", picture, in: folder.url),
      Hilum.run(
        "predict", "--model", model, "--study", "1.2", "--from", "A", "--archive", "a.yaml", picture, in: folder.url),
    ].map(\.code)
    #expect(codes == [2, 2, 2, 2])
    try folder.write("sources: {A: {dicomweb: 'http://127.0.0.1:9'}}", "a.yaml")
    let unknown = try Hilum.run(
      "predict", "--model", model, "--study", "1.2", "--from", "B", "--archive", "a.yaml", in: folder.url)
    #expect(unknown.code == 1)
    #expect(unknown.errors.contains("there is no source B; known are A"))
  }

  @Test func heatMapsNeverOverwriteXraysOrOneAnother() throws {
    for path in ["a/x.png", "b/x.png"] { try folder.write(SampleXrays.picture(7, hasSpot: true), path) }
    let before = try folder.bytes("a/x.png")
    let outcome = try Hilum.run(
      "predict", "--model", example.run.path, "--json", "--heatmap", "a", "a/x.png", "b/x.png", in: folder.url)
    #expect(outcome.code == 0)
    #expect(try folder.bytes("a/x.png") == before)
    #expect(folder.names("a") == ["x-heatmap.png", "x-heatmap~2.png", "x.png"])
    let maps = try outcome.lines.map { try JSONValue($0)["heatmap"]?.string }
    #expect(maps == ["a/x-heatmap.png", "a/x-heatmap~2.png"])
    #expect(try folder.bytes("a/x-heatmap.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func aFileInPlaceOfTheHeatMapsFolderIsAnError() throws {
    try folder.write("notes", "notes")
    let outcome = try Hilum.run(
      "predict", "--model", example.run.path, "--heatmap", "notes/maps", example.picture, in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: cannot create maps: it, or a part of its path, is not a directory\n")
    #expect(try folder.text("notes") == "notes")
  }

  @Test func arithmetic() throws {
    func probability(_ precision: String) throws -> Double {
      let outcome = try Hilum.run(
        "predict", "--model", example.run.path, "--json", "--precision", precision, example.picture, in: folder.url)
      #expect(outcome.code == 0)
      return try #require(outcome.json()["probabilities"]?["PNEUMONIA"]?.number)
    }
    #expect(abs(try probability("f32") - probability("bf16")) < 0.05)
    let outcome = try Hilum.run(
      "predict", "--model", example.run.path, "--precision", "int8", example.picture, in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: bundle has no model.int8.onnx, which int8 needs; f32 and bf16 work without\n")
  }
}
