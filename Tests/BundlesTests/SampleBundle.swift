import Bundles
import Files
import Foundation
import Metrics
import Radiograph
import TensorFiles

/// A small bundle with all its kinds of files.
enum SampleBundle {
  static let files: [BundleFile: Data] = [.graph: Data("graph".utf8), .card: Data("# Card\n".utf8)]

  static func weights(_ value: Float = 1) throws -> [String: StoredTensor] {
    [
      "fc.weight": try StoredTensor([value, 2, 3, 4], shape: [2, 2]), "fc.bias": try StoredTensor([0, 1], shape: [2]),
    ]
  }

  static func metadata() throws -> ModelMetadata {
    let scores = [0.1, 0.2, 0.4, 0.35, 0.8, 0.9]
    let labels = [0, 0, 0, 1, 1, 1]
    let predictions = try BinaryPredictions(scores: scores, labels: labels)
    let point = try OperatingPoint(choosing: .youden, on: predictions)
    let report = try ClassificationReport(
      predictions, threshold: point.threshold, classes: ["NORMAL", "PNEUMONIA"], bootstrap: nil)
    return ModelMetadata(
      name: try ModelName("pneumonia"), version: 1,
      network: NetworkDescription(architecture: "mobilenet_v2", outputs: 2), classes: ["NORMAL", "PNEUMONIA"],
      positiveClass: "PNEUMONIA", input: .imageNet224,
      calibration: try TemperatureScaling(fitting: scores.map { [0, $0] }, labels: labels), operatingPoint: point,
      metrics: MeasuredMetrics(validation: .binary(report), test: nil),
      data: DataDescription(
        name: "xrays", fingerprint: nil, images: ["train": ["NORMAL": 3]], patients: ["train": 2], notes: []),
      recipe: "model:\n  architecture: mobilenet_v2\n", seed: 101_010, created: "2026-01-01T00:00:00Z",
      software: ["hilum": "0.1"])
  }

  @discardableResult
  static func write(to url: URL, weight: Float = 1) throws -> ModelBundle {
    try ModelBundle.write(metadata(), weights: weights(weight), files: files, to: url)
  }

  /// Changes `model.json` at the top level; a nil value takes the key out.
  static func edit(_ url: URL, _ change: (inout [String: Any]) -> Void) throws {
    let file = url.appending(path: ModelBundle.metadataName)
    let bytes = try FileReading.bytes(of: file, limit: 1 << 20)
    guard var object = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
      throw CocoaError(.fileReadCorruptFile)
    }
    change(&object)
    try AtomicFile.write(JSONSerialization.data(withJSONObject: object), to: file)
  }
}
