import Datasets
import FolderTesting
import Foundation
import Testing

@Suite struct DataLayoutTests {
  private let root = try? TemporaryFolder()

  @Test func splitFolders() throws {
    let root = try #require(root)
    try root.touch(
      "train/NORMAL/IM-0001-0001.jpeg", "train/PNEUMONIA/person1_virus_2.jpeg", "valid/NORMAL/IM-0002-0001.jpeg",
      "valid/PNEUMONIA/person2_bacteria_3.jpeg", "TEST/NORMAL/deeper/IM-0003-0001.jpeg",
      "TEST/PNEUMONIA/person3_virus_1.jpeg")
    let dataset = try Dataset.read(root.url)
    #expect(dataset.provenance.layout == LayoutName("split_folders"))
    #expect(dataset.classes == ["NORMAL", "PNEUMONIA"])
    #expect(dataset.positiveClass == 1)
    #expect(dataset.samples.map(\.path) == dataset.samples.map(\.path).sorted())
    #expect(dataset.counts(in: .train) == [1, 1])
    #expect(dataset.counts(in: .validation) == [1, 1])
    #expect(dataset.counts(in: .test) == [1, 1])
    #expect(dataset.samples(in: .train).map(\.attributes.subtype) == [nil, "virus"])
    #expect(dataset.problems.isEmpty)
    #expect(dataset.sharedPatients.isEmpty)
  }

  @Test func whatIsNoImageIsPassedOverAndCounted() throws {
    let root = try #require(root)
    try root.touch(
      "A/1.png", "A/.DS_Store", "A/Thumbs.db", "A/README.md", "A/x.bmp", "B/2.dcm", "__MACOSX/A/1.png", "notes.txt")
    try root.write([0xFF, 0xD8, 0xFF, 0xE0], "B/jpeg-without-extension")
    try root.write(Array(repeating: 0, count: 128) + Array("DICM".utf8), "B/1.2.840.1")
    try root.write(Array(repeating: 0, count: 128) + Array("DICM".utf8), "B/DICOMDIR")
    try root.link("B/broken.png", to: "nowhere.png")
    try root.link("B/good.png", to: "../A/1.png")
    try root.link("B/loop", to: "..")
    #expect(mkfifo(root.url.appending(path: "A/pipe.png").path, 0o600) == 0)
    let dataset = try Dataset.read(root.url)
    #expect(dataset.provenance.layout == LayoutName("class_folders"))
    // The loop leads to the other class's folder once, and to its own never again.
    #expect(
      dataset.samples.map(\.path).filter { !$0.contains("loop") } == [
        "A/1.png", "B/1.2.840.1", "B/2.dcm", "B/good.png", "B/jpeg-without-extension",
      ])
    let ignored = dataset.provenance.ignored
    #expect(ignored[.brokenLink] == 1)
    #expect(ignored[.linkLoop] == 1)
    #expect((ignored[.hidden] ?? 0) >= 3)
    #expect((ignored[.notImage] ?? 0) >= 2)
    #expect((ignored[.unsupportedFormat] ?? 0) >= 1)
    #expect((ignored[.notRegular] ?? 0) >= 1)
  }

  @Test func problemsOfClasses() throws {
    let one = try TemporaryFolder()
    try one.touch("A/1.png")
    #expect(try Dataset.read(one.url).problems == [.oneClass("A")])

    let empty = try TemporaryFolder()
    try empty.touch("train/A/1.png", "train/B/2.png", "test/A/3.png")
    try empty.folder("test/B")
    #expect(try Dataset.read(empty.url).problems == [.emptyClass("B", split: .test)])

    let other = try TemporaryFolder()
    try other.touch("train/A/1.png", "train/B/2.png", "test/A/3.png", "test/b/4.png")
    let merged = try Dataset.read(other.url)
    #expect(merged.problems.isEmpty)
    #expect(merged.classes == ["A", "B"])
    #expect(merged.counts(in: .test) == [1, 1])
    #expect(merged.provenance.notes == ["Taken for the same class: b and B."])

    let nothing = try TemporaryFolder()
    try nothing.folder("A")
    try nothing.folder("B")
    #expect(
      thrown(DataError.self) { try Dataset.read(nothing.url).validate() }
        == .noImages(folder: nothing.url.lastPathComponent))
  }

  @Test func whatIsNoDataSet() throws {
    let root = try #require(root)
    let name = root.url.lastPathComponent
    #expect(
      thrown(DataError.self) { _ = try Dataset.read(root.url.appending(path: "absent")) } == .notFound("absent"))
    #expect(thrown(DataError.self) { _ = try Dataset.read(root.url) } == .noLayout(folder: name, found: []))
    try root.touch("1.png")
    #expect(thrown(DataError.self) { _ = try Dataset.read(root.url) } == .noLayout(folder: name, found: ["1.png"]))
    #expect(
      thrown(DataError.self) { _ = try Dataset.read(root.url.appending(path: "1.png")) }
        == .noLayout(folder: "1.png", found: []))
  }

  @Test func positiveClassIsTheOneThatIsNotHealthy() throws {
    let root = try #require(root)
    try root.touch("Abnormal/1.png", "Normal/2.png")
    #expect(try Dataset.read(root.url).positiveClass == 0)
    #expect(Dataset.made([("a", [0])], classes: ["Effusion", "No Effusion"]).positiveClass == 0)
    #expect(Dataset.made([("a", [0])], classes: ["bacteria", "normal", "virus"]).positiveClass == 2)
  }

  @Test func aligningWithAModel() throws {
    let dataset = Dataset.made([("a", [0]), ("b", [1])])
    let aligned = try dataset.aligned(with: ["PNEUMONIA", "NORMAL"])
    #expect(aligned.samples.map(\.label) == [1, 0])
    #expect(aligned.positiveClass == 0)
    #expect(
      thrown(DataError.self) { _ = try dataset.aligned(with: ["NORMAL", "COVID"]) }
        == .classesOfModelDiffer(model: ["NORMAL", "COVID"], data: ["NORMAL", "PNEUMONIA"]))
  }
}
