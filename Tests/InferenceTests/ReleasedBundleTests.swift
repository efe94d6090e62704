import Bundles
import Foundation
import Inference
import Metrics
import Radiograph
import Testing

/// A bundle that a released version wrote is read as that version read it (Goldens/released/make_bundle.py).
@Suite struct ReleasedBundleTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/released")

  /// The text with all numbers to six decimals, which other processors may round otherwise, and no time.
  private func comparable(_ json: String) -> String {
    json.replacing(#/"milliseconds":[-+.0-9e]+/#, with: "\"milliseconds\":0")
      .replacing(#/-?\d+\.\d+(e-?\d+)?/#) { match in
        Double(match.output.0).map { String(format: "%.6f", $0) } ?? String(match.output.0)
      }
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func itsReadingIsWhatItWas() throws {
    let bundle = try ModelBundle(contentsOf: folder.appending(path: "bundle"))
    try bundle.verify()
    #expect(bundle.metadata.task == .binary && bundle.metadata.findings == nil)
    let predictor = try Predictor(bundle, options: EngineOptions())
    var reading = try predictor.read(.file(folder.appending(path: "picture.png"))).reading
    reading.file = "picture.png"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(reading), as: UTF8.self)
    let golden = try String(contentsOf: folder.appending(path: "predict.json"), encoding: .utf8)
    #expect(comparable(json) == comparable(golden))
    #expect(try JSONDecoder().decode(Reading.self, from: Data(golden.utf8)).probabilities.count == 2)
  }

  @Test func itsMetadataAreWrittenAsTheyWere() throws {
    let file = try Data(contentsOf: folder.appending(path: "bundle/model.json"))
    let metadata = try JSONDecoder().decode(ModelMetadata.self, from: file)
    let written = try JSONSerialization.jsonObject(with: JSONEncoder().encode(metadata)) as? NSDictionary
    let read = try JSONSerialization.jsonObject(with: file) as? NSDictionary
    #expect(Set(written?.allKeys as? [String] ?? []) == Set(read?.allKeys as? [String] ?? []))
    for key in ["network", "classes", "positive_class", "calibration", "operating_point", "prediction_sets"] {
      #expect(written?[key] as? NSObject == read?[key] as? NSObject, "\(key)")
    }
    let (writtenMetrics, readMetrics) = (written?["metrics"] as? NSDictionary, read?["metrics"] as? NSDictionary)
    for part in ["validation", "test", "evidence"] {
      try #require(readMetrics?[part] != nil)
      #expect(keeps(writtenMetrics?[part], readMetrics?[part]), "\(part)")
    }
  }

  /// Whether everything of old is there with the same value; more may stand beside it.
  private func keeps(_ new: Any?, _ old: Any?) -> Bool {
    guard let old = old as? NSDictionary else { return new as? NSObject == old as? NSObject }
    guard let new = new as? NSDictionary else { return false }
    return old.allKeys.allSatisfy { keeps(new[$0], old[$0]) }
  }
}
