import FolderTesting
import Foundation
import Inference
import Scoring
import Testing

/// Features of many pictures as an array, lines and rows.
@Suite struct FeatureRecordTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ name: String, _ writer: any RecordWriter<FeatureRecord>) throws -> ScoringSummary {
    let plan = ScoringPlan(inputs: ["b", "a", "c"], shard: .whole, model: "m", settings: "")
    let run = try ScoringRun(plan, to: folder.url.appending(path: name), writer, anew: false)
    return try run { index in
      let name = plan.inputs[index]
      guard name != "b" else {
        return .success(FeatureRecord(file: name, error: .init(code: "empty_file", message: "it is empty")))
      }
      return .success(FeatureRecord(file: name, features: [Float(index), 0.1, -.pi]))
    }
  }

  @Test func anArrayHasARowForEachPicture() throws {
    #expect(try run("f.npy", ArrayWriter(width: 3)) == .init(count: 3, failures: 1))
    let bytes = try folder.bytes("f.npy")
    #expect(String(decoding: bytes.prefix(128), as: UTF8.self).contains("'shape': (3, 3)"))
    #expect(bytes.count == 128 + 4 * 9)
    let values = bytes.dropFirst(128).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    #expect(values[..<3] == [0, 0.1, -.pi] && values[6...] == [2, 0.1, -.pi])
    #expect(values[3..<6].allSatisfy { $0.isNaN })
    let lines = try folder.text("f.jsonl").split(separator: "\n")
    #expect(
      lines == [
        #"{"file":"a","row":0}"#,
        #"{"error":{"code":"empty_file","message":"it is empty"},"file":"b","row":1}"#,
        #"{"file":"c","row":2}"#,
      ])
    #expect(folder.names() == ["f.jsonl", "f.npy"])
  }

  @Test func linesAndRowsHaveThem() throws {
    let lines = try #require(RecordFormat.jsonLines.writer(FeatureColumns()))
    #expect(try run("f.jsonl", lines).failures == 1)
    #expect(try folder.text("f.jsonl").hasPrefix(#"{"features":[0,0.1,-3.1415925],"file":"a"}"#))
    let rows = try #require(RecordFormat.parquet.writer(FeatureColumns()))
    #expect(try run("f.parquet", rows).count == 3)
    #expect(try folder.bytes("f.parquet").starts(with: Data("PAR1".utf8)))
    #expect(RecordFormat.numpy.writer(FeatureColumns()) == nil)
  }
}
