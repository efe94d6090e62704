import FolderTesting
import Foundation
import Radiograph
import Testing

@Suite struct LungsCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<24 {
      let name = number.isMultiple(of: 2) ? "person\(number)_virus_\(number)" : "IM-00\(number + 10)-0001"
      try write("images/\(name).png", lung: 170, other: 60)
      try write("masks/\(name).png", lung: 255, other: 0)
    }
  }

  /// Two ellipses.
  private func write(_ path: String, lung: UInt8, other: UInt8) throws {
    let samples = (0..<64 * 64).map { place -> UInt8 in
      let (x, y) = (Double(place % 64) / 64, Double(place / 64) / 64)
      return [0.3, 0.7].contains { pow((x - $0) / 0.15, 2) + pow((y - 0.5) / 0.3, 2) < 1 } ? lung : other
    }
    try folder.write(try Radiograph(width: 64, height: 64, pixels: .gray8(samples)).pngFile(), path)
  }

  @Test func trainsAndMeasures() throws {
    let training = try Hilum.run(
      "lungs", "train", "--data", "images", "--masks", "masks", "--output", "run", "--epochs", "1", "--seed", "4",
      "--threads", "2", in: folder.url)
    #expect(training.code == 0, "\(training.errors)")
    #expect(training.errors.contains("24 pairs of 24 patients: "))
    #expect(training.output.contains("run/lungs.safetensors"))
    #expect(folder.names("run") == ["checkpoint.safetensors", "history.csv", "lungs.safetensors", "metrics.json"])
    let outcome = try Hilum.run(
      "lungs", "evaluate", "--model", "run/lungs.safetensors", "--data", "images", "--masks", "masks", "--all",
      "--json", in: folder.url)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try outcome.json()
    #expect(report["all"]?["pictures"]?.number == 24)
    #expect(report["classes"]?["NORMAL"]?["pictures"]?.number == 12)
    #expect(report["varied"]?["strength"]?.number == 0.5)
    #expect(report["all"]?["dice"]?["interval"]?.items.count == 2)
  }

  @Test("a picture without lungs is read as a whole, and says so; the outline is black")
  func noLungs() throws {
    let example = try Example.made()
    try folder.copy(URL(filePath: example.picture), to: "picture.png")
    let reading = try Hilum.bash(
      "env -u HILUM_LUNGS $hilum predict --json --model '\(example.run.path)' picture.png", in: folder.url)
    #expect(reading.code == 0, "\(reading.errors)")
    let lungs = try #require(reading.json()["lungs"])
    #expect(lungs.keys.isSuperset(of: ["found", "boxes", "share_of_picture", "heat_in_lungs"]))
    let outline = try Hilum.bash(
      "env -u HILUM_LUNGS $hilum lungs outline picture.png --output outline.png --json", in: folder.url)
    #expect(outline.code == 0, "\(outline.errors)")
    let mask = try RadiographReader.read(contentsOf: folder.url.appending(path: "outline.png"))
    let picture = try RadiographReader.read(contentsOf: folder.url.appending(path: "picture.png"))
    #expect(mask.width == picture.width && mask.height == picture.height)
  }

  @Test func namesWhatIsWrong() throws {
    let (learn, data) = (["lungs", "train", "--output", "new"], ["--data", "images", "--masks"])
    func errors(_ masks: String) throws -> String {
      let line = (["$hilum"] + learn + data + [masks]).joined(separator: " ")
      let outcome = try Hilum.bash(line, in: folder.url)
      #expect(outcome.code == 1)
      return outcome.errors
    }
    #expect(try errors("nowhere") == "hilum: nowhere can't be read: there is no such folder\n")
    try folder.folder("none")
    #expect(try errors("none").contains("24 pictures and 0 PNG masks were found"))
    try write("masks/IM-0011-0001.png", lung: 0, other: 0)
    #expect(try errors("masks").contains("the mask IM-0011-0001 is black all over"))
    let usage = try Hilum.run(
      "lungs", "train", "--data", "a", "--masks", "b", "--output", "c", "--epochs", "0", in: folder.url)
    #expect(usage.code == 2)
  }
}
