import DICOMTesting
import FolderTesting
import Foundation
import Testing

/// DICOM files from class folders to readings.
@Suite struct DICOMTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func trainingAndPredicting() throws {
    try SampleDICOM.write(60, to: folder, "data")
    try folder.write(Example.recipeText, "small.yaml")
    let training = try Hilum.run(
      "train", "--recipe", "small.yaml", "--data", "data", "--output", "run", "--weights", "none", in: folder.url)
    #expect(training.code == 0, "\(training.errors)")
    let metadata = try JSONValue(folder.text("run/bundle/model.json"))
    // Fifteen patients a class.
    let patients = try #require(metadata["data"]?["patients"])
    #expect(patients.keys.compactMap { patients[$0]?.number }.reduce(0, +) == 30)
    let population = try #require(metadata["population"])
    let youngest = try #require(population["minimum_age_years"]?.number)
    let oldest = try #require(population["maximum_age_years"]?.number)
    #expect(youngest >= 20 && oldest <= 34 && youngest < oldest)

    let twins = [("twin1", true), ("twin2", false)]
    for (name, isInverted) in twins {
      try folder.write(SampleDICOM.picture(99, hasSpot: true, isInverted: isInverted).file(), "\(name).dcm")
    }
    try folder.write(SampleDICOM.picture(99, hasSpot: true, age: "005Y", view: "LL").file(), "child.dcm")
    let predicting = try Hilum.run(
      "predict", "--model", "run", "--json", "twin1.dcm", "twin2.dcm", "child.dcm", in: folder.url)
    #expect(predicting.code == 0)
    let readings = try predicting.lines.map { try JSONValue($0) }
    let probabilities = readings.compactMap { $0["probabilities"]?["PNEUMONIA"]?.number }
    #expect(probabilities.count == 3 && abs(probabilities[0] - probabilities[1]) < 1e-3)
    #expect(readings.map { $0["prediction"]?.string } == ["PNEUMONIA", "PNEUMONIA", "PNEUMONIA"])
    #expect(readings[0]["quality"] == .array([]))
    let doubts = try #require(readings[2]["quality"]).items.compactMap(\.string)
    #expect(doubts.count == 2 && doubts[0].contains("lateral") && doubts[1].contains("5 years old"))

    let told = [training.output, training.errors, predicting.output, predicting.errors]
    #expect(!told.joined().contains(SampleDICOM.sentinel))
    let secret = Data(SampleDICOM.sentinel.utf8)
    let files = FileManager.default.enumerator(at: folder.url.appending(path: "run"), includingPropertiesForKeys: nil)
    var count = 0
    while let file = files?.nextObject() as? URL {
      guard let bytes = try? Data(contentsOf: file) else { continue }
      #expect(bytes.firstRange(of: secret) == nil, "\(file.lastPathComponent)")
      count += 1
    }
    #expect(count > 5)
  }

  @Test func dataCheckAndSplit() throws {
    try SampleDICOM.write(12, to: folder, "data")
    let check = try Hilum.run("data", "check", "data", "--json", in: folder.url)
    #expect(check.code == 0)
    let report = try check.json()
    #expect(report["images"]?.number == 24 && report["patients"]?.number == 6)
    let split = try Hilum.run("data", "split", "data", "--output", "split", "--test", "0.3", in: folder.url)
    #expect(split.code == 0)
    let table = try folder.text("split/samples.csv")
    #expect(table.contains("dicom-0006") && !table.contains("dicom-0007"))
    for text in [check.output, check.errors, split.output, split.errors, table] {
      #expect(!text.contains(SampleDICOM.sentinel))
    }
  }

  @Test func hostileFilesAreRefusedOneByOne() throws {
    let example = try Example.made()
    let good = SampleDICOM.picture(1, hasSpot: true)
    func changed(_ group: UInt16, _ element: UInt16, to value: Int) -> [UInt8] {
      var bytes = good.file()
      let tag = good.word(group) + good.word(element) + Array("US".utf8)
      if let place = bytes.indices.first(where: { bytes[$0...].starts(with: tag) }) {
        bytes.replaceSubrange(place + 8..<place + 10, with: good.word(UInt16(value)))
      }
      return bytes
    }
    let files: [(name: String, bytes: [UInt8], code: String, message: String)] = [
      ("windows.dcm", good.file(preamble: Array("MZ".utf8)), "ambiguous_format", "a Windows or DOS program"),
      ("linux.dcm", good.file(preamble: [0x7F] + Array("ELF".utf8)), "ambiguous_format", "a Linux program"),
      ("archive.dcm", good.file(preamble: Array("PK".utf8) + [3, 4]), "ambiguous_format", "an archive"),
      ("page.dcm", good.file(preamble: Array("<html>".utf8)), "ambiguous_format", "a web page"),
      ("cut.dcm", good.file().dropLast(3000), "truncated_image", "truncated"),
      ("rows.dcm", changed(0x0028, 0x0010, to: 16_000), "truncated_image", "truncated"),
      ("bits.dcm", changed(0x0028, 0x0100, to: 13), "", "DICOM"),
      ("mpeg.dcm", good.file("1.2.840.10008.1.2.4.100"), "unsupported_variety", "MPEG2 Main Profile / Main Level"),
      ("private.dcm", good.file("1.2.3.\(SampleDICOM.sentinel)"), "unsupported_variety", "not in the standard"),
      ("head.dcm", good.file().prefix(140) + [], "", "DICOM"),
    ]
    for file in files { try folder.write(file.bytes, file.name) }
    try folder.write(good.bytes, "good")
    let line = "$hilum predict --model \(example.run.path) --json \(files.map(\.name).joined(separator: " ")) good"
    let outcome = try Hilum.bash(line, in: folder.url)
    #expect(outcome.code == 1 && !outcome.wasKilled)
    let readings = try outcome.lines.map { try JSONValue($0) }
    #expect(readings.count == files.count + 1)
    for (reading, file) in zip(readings, files) {
      #expect(reading["file"]?.string == file.name)
      let (code, message) = (reading["error"]?["code"]?.string ?? "none", reading["error"]?["message"]?.string ?? "")
      #expect(file.code.isEmpty ? code != "none" : code == file.code, "\(file.name): \(code)")
      #expect(message.contains(file.message), "\(file.name): \(message)")
    }
    #expect(readings.last?["prediction"]?.string != nil)
    #expect(!(outcome.output + outcome.errors).contains(SampleDICOM.sentinel))
  }

  @Test func framesAreCountedFromZero() throws {
    let example = try Example.made()
    let pixels = [false, true].flatMap { SampleXrays.samples(5, hasSpot: $0).map { Int($0) * 16 } }
    try folder.write(DICOMBuilder.radiograph(of: "A1", side: 64, frames: 2, pixels).file(), "two.dcm")
    func reading(_ frame: String...) throws -> String? {
      let outcome = try Hilum.bash(
        "$hilum predict --model \(example.run.path) --json two.dcm \(frame.joined(separator: " "))", in: folder.url)
      return try outcome.json()["prediction"]?.string ?? outcome.json()["error"]?["code"]?.string
    }
    #expect(try reading() == "NORMAL")
    #expect(try reading("--frame", "1") == "PNEUMONIA")
    #expect(try reading("--frame", "2") == "no_such_frame")
  }
}
