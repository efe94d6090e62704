import Datasets
import FolderTesting
import Foundation
import Testing

@Suite struct DataSplitTests {
  /// 300 patients with one to nine images, a third of them with both classes.
  private static let many = Dataset.made(
    (0..<300).map { number in
      let images = number % 7 == 0 ? 9 : number % 3 + 1
      return ("p\(number)", (0..<images).map { number % 3 == 0 ? ($0 + number) % 2 : number % 4 == 0 ? 0 : 1 })
    })

  @Test func patientsStayTogetherAndProportionsAreKept() throws {
    let dataset = try Self.many.split(validation: 0.1, test: 0.2, seed: 1)
    #expect(dataset.sharedPatients.isEmpty)
    #expect(dataset.samples.count == Self.many.samples.count)
    let totals = Self.many.counts(in: nil)
    for (split, share) in [(Split.train, 0.7), (.validation, 0.1), (.test, 0.2)] {
      for (count, total) in zip(dataset.counts(in: split), totals) {
        #expect(abs(Double(count) - share * Double(total)) <= 2, "\(split) has \(count) of \(total)")
      }
    }
    let sizes = Dictionary(grouping: dataset.samples, by: \.patient).values.filter { $0.count == 9 }
    #expect(Set(sizes.compactMap { $0.first?.split }).count == 3, "patients with many images are in every split")
  }

  @Test func neitherOrderNorRunMatters() throws {
    let shuffled = Dataset(
      classes: Self.many.classes, samples: Self.many.samples.reversed(), provenance: Self.many.provenance)
    let first = try Self.many.split(validation: 0.1, test: 0.2, seed: 5)
    #expect(try shuffled.split(validation: 0.1, test: 0.2, seed: 5) == first)
    #expect(try Self.many.split(validation: 0.1, test: 0.2, seed: 6) != first)
    let parts = try PatientSplitter(seed: 5).parts(
      of: Self.many.samples.reversed(), classes: Self.many.classes, shares: [0.5, 0.5])
    let straight = try PatientSplitter(seed: 5).parts(
      of: Self.many.samples, classes: Self.many.classes, shares: [0.5, 0.5])
    #expect(parts.reversed() == straight)
  }

  @Test func everyPartHasEveryClass() throws {
    let few = Dataset.made((0..<6).map { ("p\($0)", [$0 % 2]) })
    for seed in 0..<20 {
      let dataset = try few.split(validation: 0.1, test: 0.1, seed: UInt64(seed))
      for split in Split.allCases { #expect(dataset.counts(in: split).allSatisfy { $0 > 0 }) }
    }
    let fewer = Dataset.made([("a", [0, 0, 0]), ("b", [0]), ("c", [1]), ("d", [1]), ("e", [1])])
    #expect(
      thrown(DataError.self) { _ = try fewer.split(validation: 0.1, test: 0.1, seed: 1) }
        == .tooFewPatients(class: "NORMAL", patients: 2, needed: 3))
  }

  @Test func fractionsThatLeaveNothing() {
    #expect(
      thrown(DataError.self) { _ = try Self.many.split(validation: 0.5, test: 0.5, seed: 1) }
        == .invalidFractions(validation: 0.5, test: 0.5))
    #expect(thrown(DataError.self) { _ = try Self.many.split(validation: -0.1, test: 0.5, seed: 1) } != nil)
    #expect(thrown(DataError.self) { _ = try Self.many.split(validation: .nan, test: 0.5, seed: 1) } != nil)
    #expect(
      thrown(DataError.self) {
        _ = try Dataset.made([("a", [0]), ("b", [0])]).split(validation: 0, test: 0.5, seed: 1)
      }
        == .classesDiffer(split: nil, missing: ["PNEUMONIA"], present: ["NORMAL"]))
  }

  @Test func withoutGroupingEveryImageStandsForItself() throws {
    let dataset = try Self.many.split(validation: 0.1, test: 0.2, seed: 1, groupsByPatient: false)
    #expect(!dataset.sharedPatients.isEmpty)
  }

  // MARK: - Folds

  @Test func folds() throws {
    let folds = try Self.many.folds(5, seed: 3)
    #expect(folds.count == 5)
    let tested = folds.flatMap { $0.samples(in: .test).map(\.path) }
    #expect(tested.sorted() == Self.many.samples.map(\.path), "each image is tested once")
    let totals = Self.many.counts(in: nil)
    for fold in folds {
      #expect(fold.sharedPatients.isEmpty)
      for (count, total) in zip(fold.counts(in: .test), totals) { #expect(abs(count - total / 5) <= 2) }
      #expect(fold.counts(in: .validation).allSatisfy { $0 > 0 })
    }
    #expect(try Self.many.folds(5, seed: 3) == folds)
  }

  @Test func foldsThatCannotBe() {
    #expect(thrown(DataError.self) { _ = try Self.many.folds(1, seed: 1) } == .invalidFoldCount(1))
    let few = Dataset.made((0..<8).map { ("p\($0)", [$0 < 3 ? 0 : 1]) })
    #expect(
      thrown(DataError.self) { _ = try few.folds(5, seed: 1) }
        == .tooFewPatients(class: "NORMAL", patients: 3, needed: 5))
  }

  // MARK: - What training asks for

  @Test func unsplitDataIsSplit() throws {
    let dataset = try Self.many.prepared(rules: SplitRules(), seed: 1)
    #expect(dataset.sharedPatients.isEmpty)
    #expect(
      dataset.provenance.notes == [
        "No split was given: 20 % of the images became validation and 20 % test, patient by patient."
      ])
  }

  @Test(arguments: [0, 16])
  func missingOrTinyValidationIsReplaced(present: Int) throws {
    let test = Set((0..<60).map { "p\($0)" })
    var left = present
    let samples = Self.many.samples.map { sample in
      if test.contains(sample.patient) { return sample.moved(to: .test) }
      left -= 1
      return sample.moved(to: left >= 0 ? .validation : .train)
    }
    let before = Self.many.replacing(samples: samples)
    let after = try before.prepared(rules: SplitRules(), seed: 1)
    #expect(after.samples(in: .test) == before.samples(in: .test))
    #expect(after.sharedPatients.isEmpty)
    let learnt = after.samples.count { $0.split != .test }
    let share = Double(after.samples.count { $0.split == .validation }) / Double(learnt)
    #expect(abs(share - 0.2) < 0.01)
    let reason = present == 0 ? "There is no validation part" : "The validation part has only 16 images"
    #expect(
      after.provenance.notes == ["\(reason): 20 % of the training images became validation, patient by patient."])
    #expect(try after.prepared(rules: SplitRules(minimumValidation: 10), seed: 2) == after, "what is good stays")
  }

  @Test func aTinyValidationPartIsTakenWhereThatIsWanted() throws {
    var left = 16
    let samples = Self.many.samples.map { sample in
      left -= 1
      return sample.moved(to: left >= 0 ? .validation : .train)
    }
    let before = Self.many.replacing(samples: samples)
    let after = try before.prepared(rules: SplitRules(validationFraction: 0), seed: 1)
    #expect(after.samples == before.samples)
    let without = before.replacing(samples: samples.map { $0.moved(to: .train) })
    for dataset in [without, Self.many] {
      #expect(
        thrown(DataError.self) { _ = try dataset.prepared(rules: SplitRules(validationFraction: 0), seed: 1) }
          == .emptySplit(.validation))
    }
  }

  @Test func sharedPatientsAreReported() throws {
    let samples = Self.many.samples.enumerated().map { $1.moved(to: Split.allCases[$0 % 3]) }
    let dataset = try Self.many.replacing(samples: samples).prepared(rules: SplitRules(), seed: 1)
    let note = try #require(dataset.provenance.notes.first)
    #expect(note.hasPrefix("\(dataset.sharedPatients.count) patients have images in more than one split"))
  }

  @Test func nothingToLearnFrom() {
    let samples = Self.many.samples.map { $0.moved(to: .test) }
    #expect(
      thrown(DataError.self) { _ = try Self.many.replacing(samples: samples).prepared(rules: SplitRules(), seed: 1) }
        == .emptySplit(.train))
  }
}

@Suite struct DataSplitWriterTests {
  private let root = try? TemporaryFolder()

  private func dataset(in root: TemporaryFolder) throws -> Dataset {
    for number in 0..<20 {
      try root.write("image \(number)", "data/\(number % 2 == 0 ? "NORMAL" : "PNEUMONIA")/scan\(number / 2).png")
    }
    return try Dataset.read(root.url.appending(path: "data")).split(validation: 0.2, test: 0.2, seed: 1)
  }

  @Test func linksLeadToTheImages() throws {
    let root = try #require(root)
    let dataset = try dataset(in: root)
    let output = root.url.appending(path: "deep/out")
    try SplitWriter.write(dataset, to: output)
    let moved = root.url.appending(path: "deep/moved")
    try FileManager.default.moveItem(at: output, to: moved)
    let read = try Dataset.read(moved)
    #expect(read.classes == dataset.classes)
    for split in Split.allCases { #expect(read.counts(in: split) == dataset.counts(in: split)) }
    for sample in read.samples {
      #expect(sample.url.resolvingSymlinksInPath().path.contains("/data/"))
      #expect(sample.patient == PatientIdentifier.facts(fileName: sample.fileName).patient)
    }
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: read.samples[0].url.path)
    #expect(link.hasPrefix("../../../../data/"))
  }

  @Test func equalNamesAreToldApart() throws {
    let root = try #require(root)
    try root.touch("data/train/A/x.png", "data/train/B/y.png", "data/test/A/x.png", "data/test/B/y.png")
    let read = try Dataset.read(root.url.appending(path: "data"))
    let output = root.url.appending(path: "out")
    try SplitWriter.write(read.replacing(samples: read.samples.map { $0.moved(to: .train) }), to: output)
    let written = try Dataset.read(output)
    #expect(
      written.samples.map(\.path) == ["train/A/x.png", "train/A/x~2.png", "train/B/y.png", "train/B/y~2.png"])
    #expect(Set(written.samples.map(\.patient)) == ["x", "y"])
  }

  @Test func nothingIsOverwritten() throws {
    let root = try #require(root)
    let dataset = try dataset(in: root)
    try root.touch("full/notes.txt")
    #expect(
      thrown(DataError.self) { try SplitWriter.write(dataset, to: root.url.appending(path: "full")) }
        == .outputNotEmpty("full"))
    try root.touch("file")
    #expect(
      thrown(DataError.self) { try SplitWriter.write(dataset, to: root.url.appending(path: "file")) }
        == .outputNotEmpty("file"))
    try root.folder("empty")
    try SplitWriter.write(dataset, to: root.url.appending(path: "empty"))
    #expect(try Dataset.read(root.url.appending(path: "empty")).samples.count == 20)
  }

  @Test func aVanishedImageLeavesNothingBehind() throws {
    let root = try #require(root)
    let dataset = try dataset(in: root)
    try FileManager.default.removeItem(at: dataset.samples[3].url)
    #expect(
      thrown(DataError.self) { try SplitWriter.write(dataset, to: root.url.appending(path: "out")) }
        == .unreadable(name: dataset.samples[3].fileName, reason: "it is gone"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: root.url.path) == ["data"])
  }
}
