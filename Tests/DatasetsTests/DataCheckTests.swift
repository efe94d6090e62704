import Datasets
import Files
import FolderTesting
import Foundation
import Synchronization
import Testing

@Suite struct DataCheckTests {
  private let root = try? TemporaryFolder()

  /// 20 images of 20 patients in each class, a fifth of them in test.
  private func fill(_ root: TemporaryFolder) throws {
    for number in 0..<40 {
      let split = number % 5 == 4 ? "test" : "train"
      let name = number % 2 == 0 ? "NORMAL/IM-\(1000 + number)-0001.png" : "PNEUMONIA/person\(number)_virus_1.png"
      try root.write(DataPNG.smooth(number), "\(split)/\(name)")
    }
  }

  @Test func aCleanDataSet() throws {
    let root = try #require(root)
    try fill(root)
    let counted = Mutex<[Int]>([])
    let report = DataCheck.run(try Dataset.read(root.url)) { done, total in
      counted.withLock { $0.append(done * 100 + total) }
    }
    #expect(counted.withLock { $0 } == (1...40).map { $0 * 100 + 40 })
    #expect(report.isUsable)
    #expect(report.images == 40)
    #expect(report.patients == 40)
    #expect(report.counts["train"] == ["NORMAL": 16, "PNEUMONIA": 16])
    #expect(report.counts["test"] == ["NORMAL": 4, "PNEUMONIA": 4])
    #expect(report.width?.median == 48)
    #expect(report.height?.max == 40)
    #expect(report.formats == ["PNG": 40])
    #expect(report.bitDepths == ["8": 40])
    #expect(report.colors == ["gray": 40])
    #expect(report.unreadable.isEmpty)
    #expect(report.exactDuplicates.isEmpty)
    #expect(report.nearDuplicates.isEmpty)
    #expect(report.text.contains("fit for training"))
  }

  @Test func duplicatesNearAndExact() throws {
    let root = try #require(root)
    try fill(root)
    try root.write(DataPNG.smooth(0), "test/PNEUMONIA/copy.png")
    try root.write(DataPNG.smooth(1, width: 96, height: 80, gain: 1.1), "train/PNEUMONIA/scaled.png")
    let report = DataCheck.run(try Dataset.read(root.url))
    #expect(report.exactDuplicates.map(\.files) == [["test/PNEUMONIA/copy.png", "train/NORMAL/IM-1000-0001.png"]])
    let exact = try #require(report.exactDuplicates.first)
    #expect(exact.acrossSplits && exact.acrossClasses && exact.acrossPatients)
    #expect(
      report.nearDuplicates.map(\.files) == [["train/PNEUMONIA/person1_virus_1.png", "train/PNEUMONIA/scaled.png"]])
    let near = try #require(report.nearDuplicates.first)
    #expect(!near.acrossSplits && !near.acrossClasses && near.acrossPatients)
    #expect(report.text.contains("different splits, different classes, different patients"))
  }

  @Test func unreadableFilesAreListedAndCounted() throws {
    let root = try #require(root)
    try fill(root)
    try root.write("", "train/NORMAL/empty.jpeg")
    try root.write("not an image", "train/NORMAL/text.jpeg")
    let dataset = try Dataset.read(root.url)
    let report = DataCheck.run(dataset)
    #expect(report.unreadable.map(\.file) == ["train/NORMAL/empty.jpeg", "train/NORMAL/text.jpeg"])
    #expect(report.unreadable.map(\.code) == ["empty_file", "unsupported_media_type"])
    #expect(report.isUsable, "2 of 42 are below 5 %")
    try root.write(DataPNG.smooth(3).prefix(300), "train/NORMAL/truncated.png")
    let worse = DataCheck.run(try Dataset.read(root.url))
    #expect(!worse.isUsable)
    #expect(worse.problems.first?.hasPrefix("3 of 43 images can't be read, more than 5 %") == true)
    #expect(worse.text.contains("not fit for training"))
  }

  @Test func training() throws {
    let bad = (1...6).map { (file: "\($0).png", reason: "the file is empty") }
    try DataCheck.refuse(unreadable: Array(bad.prefix(5)), of: 100)
    #expect(
      thrown(DataError.self) { try DataCheck.refuse(unreadable: bad, of: 100) }
        == .tooManyUnreadable(
          count: 6, total: 100,
          examples: ["1.png: the file is empty", "2.png: the file is empty", "3.png: the file is empty"]))
  }

  @Test func sharedPatientsAndProblems() throws {
    let root = try #require(root)
    try fill(root)
    try root.write(DataPNG.smooth(77), "test/NORMAL/IM-1000-0002.png")
    try root.folder("test/COVID")
    let report = DataCheck.run(try Dataset.read(root.url))
    #expect(report.sharedPatients.map(\.patient) == ["IM-1000"])
    #expect(report.sharedPatients.map(\.images) == [[.train: 1, .test: 1]])
    #expect(report.problems.contains("class folder test/COVID has no images"))
    #expect(report.text.contains("IM-1000: 1 in train, 1 in test"))
  }

  @Test func json() throws {
    let root = try #require(root)
    try fill(root)
    let report = DataCheck.run(try Dataset.read(root.url))
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(DataReport.self, from: data) == report)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let shared = try #require(object["counts"] as? [String: [String: Int]])
    #expect(shared["train"]?["NORMAL"] == 16)
    #expect(object["positive_class"] as? String == "PNEUMONIA")
    #expect(object["layout"] as? String == "split_folders")
    #expect(!String(decoding: data, as: UTF8.self).contains(root.url.path))
  }

  @Test func fingerprintChangesWithTheData() throws {
    let root = try #require(root)
    try fill(root)
    let dataset = try Dataset.read(root.url)
    let first = DataFingerprint(reading: dataset)
    #expect(first.checksum.hex == DataCheck.run(dataset).fingerprint)
    #expect(first == DataFingerprint(reading: try Dataset.read(root.url)))
    let resplit = dataset.replacing(samples: dataset.samples.map { $0.moved(to: nil) })
    #expect(DataFingerprint(reading: resplit) != first)
    try root.write(DataPNG.smooth(500), "train/NORMAL/IM-1000-0001.png")
    #expect(DataFingerprint(reading: try Dataset.read(root.url)) != first)
  }
}
