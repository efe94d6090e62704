import FolderTesting
import Foundation
import Testing

@Suite struct DataCommandTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  @Test func checkCountsAndLists() throws {
    try SampleXrays.write(20, to: folder, "data")
    let bad = try BadPictures.write(to: folder)
    for (path, _, _) in bad where path.contains("empty") || path.contains("cut.png") {
      try folder.copy(folder.url.appending(path: path), to: "data/NORMAL/\(path.dropFirst(4))")
    }
    let outcome = try Hilum.run("data", "check", "data", "--json", in: folder.url)
    #expect(outcome.code == 0)
    let report = try outcome.json()
    #expect(report["images"]?.number == 42)
    #expect(report["patients"]?.number == 12)
    #expect(report["unreadable"]?.items.compactMap { $0["file"]?.string } == ["NORMAL/cut.png", "NORMAL/empty.jpeg"])
    #expect(report["unreadable"]?.items.compactMap { $0["code"]?.string } == ["truncated_image", "empty_file"])
    let text = try Hilum.run("data", "check", "data", in: folder.url)
    #expect(text.code == 0)
    #expect(text.output.contains("NORMAL/cut.png") && text.output.contains("42 images of 12 patients"))
  }

  @Test func checkOfNothing() throws {
    let outcome = try Hilum.run("data", "check", "nowhere", in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    #expect(outcome.errors == "hilum: there is no file or folder nowhere\n")
  }

  @Test func splitLinksPatientByPatient() throws {
    let outcome = try Hilum.run("data", "split", example.data.path, "--output", "parts", in: folder.url)
    #expect(outcome.code == 0)
    #expect(
      outcome.output == """
        train: NORMAL 44, PNEUMONIA 44
        val: NORMAL 4, PNEUMONIA 4
        test: NORMAL 12, PNEUMONIA 12

        """)
    var parts: [String: Set<String>] = [:]
    for part in ["train", "val", "test"] {
      for name in folder.names("parts/\(part)/PNEUMONIA") {
        let link = folder.url.appending(path: "parts/\(part)/PNEUMONIA/\(name)")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasPrefix("../"))
        parts[String(name.prefix { $0 != "_" }), default: []].insert(part)
      }
    }
    #expect(parts.count == 15)
    #expect(parts.values.allSatisfy { $0.count == 1 }, "\(parts)")
    let again = try Hilum.run("data", "split", example.data.path, "--output", "parts", in: folder.url)
    #expect(again.code == 1)
    #expect(again.errors == "hilum: parts exists and is not empty; choose another output folder\n")
  }
}
