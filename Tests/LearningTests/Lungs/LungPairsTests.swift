import FolderTesting
import Foundation
import Learning
import Radiograph
import Testing

@Suite struct LungPairsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read() throws -> LungPairs {
    try LungPairs(images: folder.url.appending(path: "images"), masks: folder.url.appending(path: "masks"))
  }

  /// One pair with a mask of one's own, and its error.
  private func expect(_ error: LungDataError, mask: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
    try folder.write(LungFixtures.picture(), "images/person1_virus_2.png")
    try folder.write(mask, "masks/person1_virus_2.png")
    #expect(throws: error, sourceLocation: sourceLocation) { try read() }
  }

  private let name = "person1_virus_2"

  @Test func pairsByNameAtAnyDepth() throws {
    try folder.write(LungFixtures.picture(), "images/train/PNEUMONIA/person1_virus_2.png")
    try folder.write(LungFixtures.picture(), "images/test/NORMAL/IM-0001-0001.png")
    try folder.write(LungFixtures.picture(), "images/test/NORMAL/IM-0002-0001.png")
    try folder.write(LungFixtures.mask(), "masks/person1_virus_2.png")
    try folder.write(LungFixtures.mask(width: 120, height: 120), "masks/a/IM-0001-0001.png")
    let pairs = try read()
    #expect(pairs.pairs.map(\.name) == ["IM-0001-0001", "person1_virus_2"])
    #expect(pairs.pairs.map(\.patient) == ["IM-0001", "person1"])
    #expect(pairs.pairs.map(\.kind) == ["NORMAL", "PNEUMONIA"])
    #expect(pairs.unmaskedCount == 1 && pairs.strayCount == 0)
    let share = Double(pairs.pairs[0].mask.count { $0 }) / Double(pairs.pairs[0].mask.count)
    #expect(abs(share - 2 * .pi * 0.15 * 0.3) < 0.01)
  }

  @Test func masksThatAreNone() throws {
    try expect(.maskEmpty(name), mask: LungFixtures.mask { _, _ in false })
    try expect(.maskInverted(name), mask: LungFixtures.mask { !LungFixtures.isLung($0, $1) })
    try expect(.maskGrey(name), mask: DataPNG(width: 60, height: 60) { x, _ in x }.bytes)
    // Numbers of classes instead of black and white.
    let classes = DataPNG(width: 60, height: 60) { LungFixtures.isLung($0, $1) ? 1 / 255.0 : 0 }
    try expect(.maskGrey(name), mask: classes.bytes)
    try expect(
      .maskSize(name, mask: ImageSize(width: 60, height: 40), picture: ImageSize(width: 60, height: 60)),
      mask: LungFixtures.mask(width: 60, height: 40))
  }

  @Test func filesThatAreNone() throws {
    try folder.write(LungFixtures.picture(), "images/person1_virus_2.png")
    try folder.write("not a picture", "masks/person1_virus_2.png")
    #expect(throws: LungDataError.self) { try read() }
    #expect(throws: LungDataError.unreadable("nowhere", reason: "there is no such folder")) {
      try LungPairs(images: folder.url.appending(path: "images"), masks: folder.url.appending(path: "nowhere"))
    }
  }

  @Test func otherNames() throws {
    try folder.write(LungFixtures.picture(), "images/person1_virus_2.png")
    try folder.write(LungFixtures.mask(), "masks/person3_virus_4.png")
    #expect(throws: LungDataError.noPairs(pictures: 1, masks: 1)) { try read() }
    try folder.write(LungFixtures.mask(), "masks/person1_virus_2.png")
    #expect(throws: LungDataError.picturesMissing(count: 1, masks: 2, examples: ["person3_virus_4"])) { try read() }
  }

  @Test func oneNameForTwoPictures() throws {
    try folder.write(LungFixtures.picture(), "images/a/IM-0001-0001.png")
    try folder.write(LungFixtures.picture(), "images/b/IM-0001-0001.png")
    try folder.write(LungFixtures.mask(), "masks/IM-0001-0001.png")
    #expect(try read().pairs.count == 1)
    try folder.write(LungFixtures.picture(width: 80), "images/b/IM-0001-0001.png")
    #expect(throws: LungDataError.nameTwice("IM-0001-0001")) { try read() }
  }

  @Test func patientsAreNeverInBothParts() throws {
    let pairs = LungPairs((0..<200).map { LungPair(name: "person\($0 / 2)_virus_\($0)", image: [], mask: []) })
    let (learning, heldOut) = pairs.divided(seed: 1)
    #expect(learning.count + heldOut.count == 200 && (20...60).contains(heldOut.count))
    #expect(Set(learning.map(\.patient)).isDisjoint(with: heldOut.map(\.patient)))
    // Whoever was held out still is where half of the pictures are missing.
    let fewer = LungPairs(Array(pairs.pairs.prefix(100))).divided(seed: 1).heldOut
    #expect(Set(fewer.map(\.name)).isSubset(of: heldOut.map(\.name)))
  }
}
