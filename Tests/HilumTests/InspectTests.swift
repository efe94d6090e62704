import DICOMTesting
import FolderTesting
import Foundation
import Radiograph
import Testing

@Suite struct InspectTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let goldens = URL(filePath: #filePath).appending(path: "../../RadiographTests/Goldens")
    .standardizedFileURL

  private func inspect(_ arguments: String...) throws -> Outcome {
    try Hilum.bash("$hilum inspect \(arguments.joined(separator: " "))", in: folder.url)
  }

  @Test(arguments: [("gray-q90.jpg", 1), ("color-420.jpg", 3), ("cmyk.jpg", 3), ("orientation-6.jpg", 1)])
  func jpegs(name: String, channels: Int) throws {
    try check(Self.goldens.appending(path: name).path, format: "jpeg", channels: channels)
  }

  @Test func pngs() throws {
    let side = SampleXrays.side
    let gray = SampleXrays.samples(3, hasSpot: true)
    let kinds: [(name: String, pixels: Pixels)] = [
      ("gray", .gray8(gray)), ("color.png", .rgb8(gray.flatMap { [$0, 255 - $0, 7] })),
    ]
    for kind in kinds {
      try folder.write(Radiograph(width: side, height: side, pixels: kind.pixels).pngFile(), kind.name)
      try check(kind.name, format: "png", channels: kind.pixels.channels)
    }
  }

  private func check(_ file: String, format: String, channels: Int) throws {
    let outcome = try inspect(file, "--json --output seen.png")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let found = try outcome.json()
    #expect(found["header"]?["format"]?.string == format)
    #expect(found["channels"]?.number == Double(channels))
    #expect(found["bit_depth"]?.number == 8)
    let (minimum, maximum) = (try #require(found["minimum"]?.number), try #require(found["maximum"]?.number))
    #expect(minimum < maximum && maximum < 256)
    let seen = try inspect("seen.png --json").json()
    #expect(seen["width"]?.number == 224 && seen["height"]?.number == 224)
  }

  @Test func linesForPeople() throws {
    let picture = SampleDICOM.picture(0, hasSpot: true, age: "067Y", view: "LL")
    try folder.write(picture.bytes, "xray")
    let outcome = try inspect("xray")
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    for line in [
      "file           DICOM, 64 × 64", "read as        grey, 8 bits", "modality       DX", "view           LL",
      "age            67 years", "frames         1",
    ] {
      #expect(outcome.lines.contains { $0 == line }, "\(line)")
    }
    #expect(outcome.output.contains("The view is lateral (LL)"))
    #expect(!outcome.output.contains(SampleDICOM.sentinel))
  }

  @Test func aModelsOwnPreprocessingAndPopulation() throws {
    let example = try Example.made()
    try folder.write(SampleDICOM.picture(0, hasSpot: true).file(), "xray.dcm")
    let outcome = try inspect("xray.dcm --json --output seen.png --model", example.run.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(!outcome.output.contains(SampleDICOM.sentinel))
    let seen = try inspect("seen.png --json").json()
    #expect(seen["width"]?.number == 64 && seen["header"]?["channels"]?.number == 1)
  }

  @Test func frames() throws {
    let pixels = [100, 3000].flatMap { level in (0..<256).map { level + $0 } }
    try folder.write(DICOMBuilder.radiograph(of: "A1", frames: 2, pixels).file(), "two.dcm")
    let means = try ["0", "1"].map { try inspect("two.dcm --json --frame", $0).json()["mean"]?.number ?? 0 }
    #expect(means[0] < 20 && means[1] > 180)
    let outcome = try inspect("two.dcm --frame 2")
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: two.dcm: there is no frame 2; the file has 2, counted from 0\n")
  }

  @Test func badFiles() throws {
    for bad in try BadPictures.write(to: folder) {
      let outcome = try inspect(bad.path, "--output seen.png")
      #expect(outcome.code == 1 && outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("hilum: ") && outcome.lines.isEmpty)
      #expect(outcome.errors.split(separator: "\n").count == 1 && outcome.error.contains(bad.message))
    }
    #expect(folder.names() == ["bad"])
  }
}
