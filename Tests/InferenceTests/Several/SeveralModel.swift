import Bundles
import Foundation
import Metrics
import Radiograph

/// Metadata of models that tell more than two things apart.
enum SeveralModel {
  static func metadata(
    _ task: ClassificationTask, temperatures: [Double], thresholds: [Double], negative: Int? = nil,
    limit: Double? = nil, interval: [Double]? = nil, point: Double = 0.5, outputs: Int? = nil
  ) throws -> ModelMetadata {
    let classes = thresholds.indices.map { "c\($0)" }
    let findings = try classes.indices.map { index in
      FindingDescription(
        name: classes[index], calibration: try calibration(temperatures[index], limit),
        temperatureInterval: interval ?? [0.8 * temperatures[index], 1.3 * temperatures[index]],
        operatingPoint: try Self.point(thresholds[index]))
    }
    return ModelMetadata(
      name: try ModelName("several"), version: 1,
      network: NetworkDescription(architecture: "tiny", outputs: outputs ?? classes.count), task: task,
      classes: classes, positiveClass: task == .multiclass && negative == nil ? classes[classes.count - 1] : "Abnormal",
      negativeClass: negative.map { classes[$0] }, findings: findings,
      input: Preprocessing(
        color: .grayscale, steps: [.resize(ImageSize(width: 8, height: 8))], mean: [0.5], std: [0.25]),
      calibration: task == .multilabel ? .identity : try calibration(temperatures[0], limit),
      operatingPoint: try Self.point(point), metrics: MeasuredMetrics(validation: nil, test: nil),
      data: DataDescription(name: "x", fingerprint: nil, images: [:], patients: [:], notes: []), recipe: "", seed: 1,
      created: "2026-01-01T00:00:00Z", software: [:])
  }

  private static func calibration(_ temperature: Double, _ limit: Double?) throws -> TemperatureScaling {
    let bound = limit.map { ", \"probability_limit\": \($0)" } ?? ""
    let json = """
      {"temperature": \(temperature), "n": 1, "determined": true, "log_loss_before": 1, "log_loss_after": 1\(bound)}
      """
    return try JSONDecoder().decode(TemperatureScaling.self, from: Data(json.utf8))
  }

  private static func point(_ threshold: Double) throws -> OperatingPoint {
    try OperatingPoint(choosing: .fixed(threshold), on: BinaryPredictions(scores: [0.2, 0.8], labels: [0, 1]))
  }
}
