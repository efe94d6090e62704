import Bundles
import Foundation
import Metrics
import ONNX
import Radiograph
import TensorFiles

/// A model so small that it is made and compiled at once: the brighter the picture, the more it looks like pneumonia.
enum SampleModel {
  static let side = 32

  /// Writes a bundle; `bias` shifts the logit of the positive class, `levels` are those of its training pictures.
  static func write(
    to url: URL, name: String = "chest", version: Int = 1, bias: Float = 0, levels: [Double] = []
  ) throws {
    let calibration = """
      {"temperature": 1, "n": 1, "determined": true, "log_loss_before": 1, "log_loss_after": 1}
      """
    let metadata = ModelMetadata(
      name: try ModelName(name), version: version, network: NetworkDescription(architecture: "sample", outputs: 2),
      classes: ["NORMAL", "PNEUMONIA"], positiveClass: "PNEUMONIA", input: input,
      calibration: try JSONDecoder().decode(TemperatureScaling.self, from: Data(calibration.utf8)),
      operatingPoint: try OperatingPoint(
        choosing: .fixed(0.5), on: BinaryPredictions(scores: [0.2, 0.8], labels: [0, 1])),
      inputLevel: InputLevel(levels), metrics: MeasuredMetrics(validation: nil, test: nil),
      data: DataDescription(name: "none", fingerprint: nil, images: [:], patients: [:], notes: []), recipe: "", seed: 1,
      created: "2026-01-01T00:00:00Z", software: [:])
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try ModelBundle.write(
      metadata, weights: ["fc.bias": StoredTensor([0, bias], shape: [2])],
      files: [.graph: try network(slopes: [-1, 1], bias: [0, bias]), .card: Data("# A card".utf8)], to: url)
  }

  /// Writes a bundle of several classes or findings, each likelier than the one before in bright pictures.
  static func writeSeveral(
    _ task: ClassificationTask, _ classes: [String], negative: String? = nil, thresholds: [Double]? = nil, to url: URL
  ) throws {
    let bias = [Float](repeating: 0, count: classes.count)
    func point(_ threshold: Double) throws -> OperatingPoint {
      try OperatingPoint(choosing: .fixed(threshold), on: BinaryPredictions(scores: [0.2, 0.8], labels: [0, 1]))
    }
    let metadata = ModelMetadata(
      name: try ModelName("several"), version: 1,
      network: NetworkDescription(architecture: "sample", outputs: classes.count), task: task, classes: classes,
      positiveClass: "Abnormal", negativeClass: negative,
      findings: try classes.indices.map { index in
        FindingDescription(
          name: classes[index], calibration: .identity, temperatureInterval: [0.8, 1.25],
          operatingPoint: try point(thresholds?[index] ?? 0.5))
      }, input: input, calibration: .identity, operatingPoint: try point(0.5),
      metrics: MeasuredMetrics(validation: nil, test: nil),
      data: DataDescription(name: "none", fingerprint: nil, images: [:], patients: [:], notes: []), recipe: "", seed: 1,
      created: "2026-01-01T00:00:00Z", software: [:])
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try ModelBundle.write(
      metadata, weights: ["fc.bias": StoredTensor(bias, shape: [classes.count])],
      files: [.graph: try network(slopes: classes.indices.map { Float($0) - 1 }, bias: bias)], to: url)
  }

  private static let input = Preprocessing(
    color: .rgb, steps: [.resize(ImageSize(width: side, height: side))], mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5])

  /// A graph whose logits grow with the picture's brightness, each as its slope says.
  private static func network(slopes: [Float], bias: [Float]) throws -> Data {
    var graph = GraphBuilder(name: "sample")
    let image = try graph.input("image", shape: [3, side, side])
    let weight = try FloatTensor(shape: [4, 3, 8, 8], values: (0..<768).map { $0 % 2 == 0 ? 0.01 : 0.005 })
    let stem = try graph.conv(image, weight: weight, bias: [0.1, 0.1, 0.1, 0.1], stride: 8, padding: 0, name: "conv")
    let features = try graph.relu(stem)
    let embedding = try graph.flatten(graph.globalAveragePool(features))
    let head = try FloatTensor(shape: [slopes.count, 4], values: slopes.flatMap { [Float](repeating: $0, count: 4) })
    let logits = try graph.gemm(embedding, weight: head, bias: bias, name: "fc")
    try graph.output(features, as: "features")
    try graph.output(embedding, as: "embedding")
    try graph.output(logits, as: "logits")
    return try graph.model().serialized()
  }

  /// A grey PNG file with structure, as no blank page has.
  static func picture(brightness: Int = 60, side: Int = 96) throws -> Data {
    let samples = (0..<side * side).map { (index: Int) -> UInt8 in
      let texture = (index * 7 + index / side * 13) % 120
      return UInt8(min(255, brightness + texture))
    }
    return try Data(Radiograph(width: side, height: side, pixels: .gray8(samples)).pngFile())
  }

  /// A picture in colours.
  static func colorPicture() throws -> Data {
    var samples: [UInt8] = []
    for index in 0..<96 * 96 {
      samples += [UInt8(index % 256), UInt8(255 - index % 256), UInt8(index / 96)]
    }
    return try Data(Radiograph(width: 96, height: 96, pixels: .rgb8(samples)).pngFile())
  }
}
