import FolderTesting
import Foundation
import Testing

/// `hilum features`, and `hilum attribute`, which the server runs.
@Suite struct FeaturesCommandTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  private func hilum(_ arguments: String) throws -> Outcome { try Hilum.bash("$hilum \(arguments)", in: folder.url) }

  @Test func everyFormatHasTheSameNumbers() throws {
    try SampleXrays.write(2, to: folder, "tree")
    try folder.write("a letter", "tree/NORMAL/letter.jpeg")
    for name in ["f.npy", "g.jsonl", "g.parquet"] {
      let outcome = try hilum("features --model \(example.run.path) --output \(name) tree")
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("\(name): 5 pictures, 1 of them could not be read."))
    }
    let lines = try folder.text("g.jsonl").split(separator: "\n").map { try JSONValue($0) }
    let array = try folder.bytes("f.npy")
    let values = array.dropFirst(128).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    let width = values.count / 5
    #expect(width > 1)
    let names = try folder.text("f.jsonl").split(separator: "\n").map { try JSONValue($0) }
    #expect(names.map { $0["file"]?.string } == lines.map { $0["file"]?.string })
    for (row, line) in lines.enumerated() {
      guard case .array(let features)? = line["features"] else {
        #expect(line["error"] != nil && values[row * width].isNaN)
        continue
      }
      #expect(features.count == width)
      for (feature, value) in zip(features, values[row * width..<(row + 1) * width]) {
        guard case .number(let number) = feature else { throw CocoaError(.coderInvalidValue) }
        #expect(abs(number - Double(value)) < 1e-5 * max(1, abs(number)))
      }
    }
  }

  @Test func wrongUsesAreTold() throws {
    #expect(try hilum("features --model \(example.run.path) x.jpeg").code == 2)
    #expect(try hilum("features --model \(example.run.path) --output f.csv x.jpeg").code == 2)
    #expect(try hilum("predict --model \(example.run.path) --output f.npy x.jpeg").code == 2)
  }

  @Test func theServersHelperTellsWhatItCanAndComputesAMap() throws {
    let bundle = example.run.appending(path: "bundle").path
    let abilities = try hilum("attribute --model \(bundle)")
    #expect(abilities.code == 0, "\(abilities.errors)")
    #expect(abilities.output.contains("integrated-gradients") && abilities.output.contains("block2"))
    let map = try hilum(
      "attribute --model \(bundle) --method integrated-gradients --class 1 < <(head -c $((3 * 64 * 64 * 4)) /dev/zero) > map"
    )
    #expect(map.code == 0, "\(map.errors)")
    let bytes = try folder.bytes("map")
    #expect(Array(bytes.prefix(8)) == [64, 0, 0, 0, 64, 0, 0, 0])
    #expect(bytes.count == 8 + 4 * 64 * 64)
  }
}
