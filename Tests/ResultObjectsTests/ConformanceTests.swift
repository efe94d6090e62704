import DICOMTesting
import FolderTesting
import Foundation
import Inference
import Radiograph
import ResultObjects
import Testing

/// What the readers of others make of the objects.
struct ConformanceTests {
  /// Writes every kind of result of several sources and readings to a folder.
  private func withFiles(_ body: ([String: URL]) throws -> Void) throws {
    let reading = try ReadingFixture.reading(findings: [QualityFinding(.lowContrast, "Little contrast.")])
    let refused = try ReadingFixture.reading(findings: [QualityFinding(.pageLike, "It looks like a page of text.")])
    let manyClasses = try ReadingFixture.reading(classes: ["NORMAL", "Hernia", "PNEUMONIA"])
    let umlaut: [UInt8] = [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72] + Array("^Jan".utf8)
    let kanji: [UInt8] =
      Array("Yamada^T=".utf8) + [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42]
      + Array("^T".utf8)
    let cases: [(String, DICOMBuilder, ObjectReading)] = [
      ("plain", ReadingFixture.source(), reading),
      ("refused", ReadingFixture.source(), refused),
      ("classes", ReadingFixture.source(), manyClasses),
      ("implicit", ReadingFixture.source(explicit: false), reading),
      ("big", ReadingFixture.source(bigEndian: true), reading),
      ("inverse", ReadingFixture.source(photometric: "MONOCHROME1"), reading),
      ("latin", ReadingFixture.source(characterSet: "ISO_IR 100", name: umlaut), reading),
      ("japanese", ReadingFixture.source(characterSet: "\\ISO 2022 IR 87", name: kanji), reading),
    ]
    let folder = try TemporaryFolder()
    var files: [String: URL] = [:]
    for (name, builder, reading) in cases {
      let source = try SourceObject(contentsOf: builder.file())
      var results = [
        try StructuredReport.file(reading, of: source), try PresentationState.file(reading, of: source),
      ]
      if let capture = try? SecondaryCapture.file(reading, of: source) { results.append(capture) }
      for result in results {
        files["\(name)-\(result.kind)"] = try folder.write(result.bytes, "\(name)-\(result.kind).dcm")
      }
      files["\(name)-source"] = try folder.write(builder.file(), "\(name)-source.dcm")
    }
    try body(files)
  }

  @Test(.enabled(if: ExternalTool.named("dciodvfy") != nil, "dciodvfy (dicom3tools) is not installed"))
  func dciodvfyFindsNoError() throws {
    let tool = try #require(ExternalTool.named("dciodvfy"))
    try withFiles { files in
      for (name, url) in files where !name.hasSuffix("source") {
        let (status, output) = try tool.run([url.path])
        #expect(status == 0 && !output.contains("Error"), "\(name): \(output)")
        // Nobody but us knows our own scheme, nor the source's.
        let warnings = output.split(separator: "\n").filter { line in
          line.hasPrefix("Warning") && !line.contains("99") && !line.contains("Coding Scheme UID")
        }
        #expect(warnings.isEmpty, "\(name): \(warnings)")
      }
    }
  }

  @Test(
    .enabled(if: ExternalTool.named("dsrdump") != nil, "dsrdump (dcmtk) is not installed"),
    arguments: ["dsrdump", "dsr2html"])
  func dcmtkPrintsTheReport(program: String) throws {
    let tool = try #require(ExternalTool.named(program))
    try withFiles { files in
      for (name, url) in files where name.hasSuffix("sr") {
        let (status, output) = try tool.run(program == "dsrdump" ? ["+Pl", url.path] : [url.path])
        #expect(status == 0, "\(name): \(output)")
        // DCMTK knows Japanese only where it was built with libiconv.
        let complaints = output.split(separator: "\n").filter { $0.hasPrefix("W:") || $0.hasPrefix("E:") }
        #expect(complaints.isEmpty || name.hasPrefix("japanese"), "\(name): \(complaints)")
        for text in [ReportText.disclaimer, "Pneumonia is likely (0.93).", "chest-densenet"] {
          #expect(output.contains(text), "\(name): \(text)")
        }
      }
    }
  }

  @Test(.enabled(if: ExternalTool.named("dcmpschk") != nil, "dcmpschk (dcmtk) is not installed"))
  func dcmtkAcceptsThePresentationState() throws {
    let (check, render) = (ExternalTool.named("dcmpschk"), ExternalTool.named("dcmp2pgm"))
    try withFiles { files in
      for name in ["plain", "inverse", "refused"] {
        let (state, source) = (try #require(files["\(name)-gsps"]), try #require(files["\(name)-source"]))
        let (_, output) = try #require(check).run([state.path])
        #expect(output.contains("Test passed") && !output.contains("E:"), "\(name): \(output)")
        let picture = state.deletingPathExtension().appendingPathExtension("pgm")
        _ = try render?.run(["-p", state.path, source.path, picture.path])
        let shown = try [UInt8](Data(contentsOf: picture)).suffix(64 * 48)
        let own = try RadiographReader.read(Data(contentsOf: source))
        guard case .gray8(let expected) = own.pixels else { continue }
        // DCMTK cuts off where we round.
        #expect(zip(shown, expected).allSatisfy { abs(Int($0) - Int($1)) <= 1 }, "\(name)")
      }
    }
  }

  @Test(.enabled(if: ExternalTool.highdicom != nil, "highdicom is not installed for $DICOM_PYTHON or python3"))
  func highdicomReadsThem() throws {
    let tool = try #require(ExternalTool.highdicom)
    try withFiles { files in
      let names = files.keys.filter { !$0.hasSuffix("source") }.sorted()
      let (status, output) = try tool.run(names.compactMap { files[$0]?.path })
      #expect(status == 0, "\(output)")
      let found = try JSONDecoder().decode([Found].self, from: Data(output.utf8))
      let byName = Dictionary(uniqueKeysWithValues: zip(names, found))

      let report = try #require(byName["plain-sr"])
      let group = try #require(report.groups?.first)
      #expect(group.finding == ["233604007", "SCT", "Pneumonia"])
      #expect(group.numbers["Probability"] == 0.931 && group.numbers["Threshold Value"] == 0.61)
      #expect(group.evaluations == [[["121052", "DCM", "Presence of property"], ["52101004", "SCT", "Present"]]])
      #expect(
        group.algorithm == [
          ["Algorithm Name", "chest-densenet"], ["Algorithm Version", "3"],
          ["Algorithm Parameters", "threshold=0.61"], ["Algorithm Parameters", "precision=f32"],
        ])
      #expect(group.images == ["1.2.826.0.1.3680043.8.498.1"])
      #expect(report.completion == "COMPLETE" && report.verification == "UNVERIFIED")
      #expect(byName["classes-sr"]?.groups?.count == 3)
      #expect(byName["refused-sr"]?.groups == [] && byName["refused-sr"]?.completion == "PARTIAL")

      #expect(byName["latin-sr"]?.identity["PatientName"] == "Müller^Jan")
      #expect(byName["japanese-sr"]?.identity["PatientName"] == "Yamada^T=山田^T")
      for name in names where name.hasSuffix("sr") && !name.hasPrefix("latin") && !name.hasPrefix("japanese") {
        #expect(byName[name]?.identity == report.identity, "\(name)")
      }
      #expect(byName["plain-gsps"]?.shape == "IDENTITY" && byName["inverse-gsps"]?.shape == "INVERSE")
    }
  }
}

/// What `Goldens/check_objects.py` prints of an object.
private struct Found: Decodable {
  struct Group: Decodable, Equatable {
    let finding: [String]
    let numbers: [String: Double]
    let evaluations: [[[String]]]
    let algorithm: [[String]]
    let images: [String]
  }

  let identity: [String: String]
  let groups: [Group]?
  let completion: String?
  let verification: String?
  let shape: String?
  let sides: [Int]?
}
