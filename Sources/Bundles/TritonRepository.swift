import Files
public import Foundation
import Metrics
import Radiograph

/// A model in the form in which Triton Inference Server and OpenVINO Model Server read it: `NAME/config.pbtxt`,
/// `NAME/labels.txt` and `NAME/VERSION/model.onnx`.
///
/// Such a server takes what Hilum's preprocessing yields and gives logits; the configuration says how to get from a picture
/// to the one, and from the other to a probability.
public struct TritonRepository {
  /// The largest batch that a server may gather.
  public static let batchLimit = 64

  /// What the server runs the model on.
  public enum Processor: Sendable {
    /// Whatever it has, as it thinks best.
    case any
    /// Graphics processors, each with a copy of the model, by TensorRT inside of ONNX Runtime.
    case graphics
  }

  private let bundle: ModelBundle
  private let processor: Processor

  /// The form of a bundle.
  public init(_ bundle: ModelBundle, for processor: Processor = .any) {
    self.bundle = bundle
    self.processor = processor
  }

  /// Writes `NAME/` into a folder, in place of what stands there.
  ///
  /// - Parameters:
  ///   - graph: which graph; ``BundleFile/graph`` or ``BundleFile/quantizedGraph``.
  ///   - embedding: features that the graph pools.
  ///   - features: the shape of the graph's last feature map.
  /// - Returns: the folder that was written.
  /// - Throws: `FileError`; ``BundleError`` where the bundle lacks the graph.
  @discardableResult
  public func write(
    to folder: URL, graph: BundleFile = .graph, image: [Int], embedding: Int?, features: [Int]?
  ) throws -> URL {
    let source = try bundle.verified(graph)
    let metadata = bundle.metadata
    let place = folder.appending(path: metadata.name.description)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try AtomicDirectory.replace(at: place) { temporary in
      let version = temporary.appending(path: String(metadata.version))
      try FileManager.default.createDirectory(at: version, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: source, to: version.appending(path: BundleFile.graph.rawValue))
      try AtomicFile.write(
        Data((metadata.classes.joined(separator: "\n") + "\n").utf8), to: temporary.appending(path: "labels.txt"))
      let configuration = try configuration(image: image, embedding: embedding, features: features)
      try AtomicFile.write(Data(configuration.utf8), to: temporary.appending(path: "config.pbtxt"))
    }
    return place
  }

  /// The text of `config.pbtxt`.
  func configuration(image: [Int], embedding: Int?, features: [Int]?) throws -> String {
    let metadata = bundle.metadata
    var outputs = [output("logits", [metadata.network.outputs], labels: metadata.network.outputs > 1)]
    if let embedding { outputs.append(output("embedding", [embedding])) }
    if let features { outputs.append(output("features", features)) }
    var parameters = [
      ("preprocessing", String(decoding: try JSONLine.bytes(metadata.input), as: UTF8.self)),
      ("temperature", "\(metadata.calibration.temperature)"), ("threshold", "\(metadata.operatingPoint.threshold)"),
      ("positive_class", metadata.positiveClass),
    ]
    if let findings = metadata.findings {
      parameters += [
        ("task", metadata.task.rawValue),
        ("temperatures", findings.map { "\($0.calibration.temperature)" }.joined(separator: ",")),
        ("thresholds", findings.map { "\($0.operatingPoint.threshold)" }.joined(separator: ",")),
      ]
    }
    if let negativeClass = metadata.negativeClass { parameters.append(("negative_class", negativeClass)) }
    return """
      name: \(quoted(metadata.name.description))
      backend: "onnxruntime"
      max_batch_size: \(Self.batchLimit)
      input [
        { name: "image", data_type: TYPE_FP32, dims: [ \(list(image)) ] }
      ]
      output [
        \(outputs.joined(separator: ",\n  "))
      ]
      \(execution(image: image))
      \(parameters.map { "parameters { key: \(quoted($0)) value { string_value: \(quoted($1)) } }" }.joined(separator: "\n"))

      """
  }

  /// How pictures are gathered, and what runs them.
  ///
  /// For graphics processors an engine is built for batches from 1 up to the limit and kept in the server's cache, so that
  /// none is built anew for another batch; the names are those of Triton's ONNX Runtime backend.
  private func execution(image: [Int]) -> String {
    guard processor == .graphics else { return "dynamic_batching { }" }
    func shape(_ batch: Int) -> String { "image:" + ([batch] + image).map(String.init).joined(separator: "x") }
    let accelerator = [
      ("precision_mode", "FP16"), ("max_workspace_size_bytes", "1073741824"), ("trt_engine_cache_enable", "1"),
      ("trt_engine_cache_path", "/tmp/tensorrt"), ("trt_profile_min_shapes", shape(1)),
      ("trt_profile_opt_shapes", shape(Self.preferredBatches[0])), ("trt_profile_max_shapes", shape(Self.batchLimit)),
    ]
    let options = accelerator.map { "parameters { key: \(quoted($0)) value: \(quoted($1)) }" }
    return """
      dynamic_batching {
        preferred_batch_size: [ \(list(Self.preferredBatches)) ]
        max_queue_delay_microseconds: 1000
      }
      instance_group [
        { count: 1, kind: KIND_GPU }
      ]
      optimization {
        execution_accelerators {
          gpu_execution_accelerator: [
            {
              name: "tensorrt"
              \(options.joined(separator: "\n        "))
            }
          ]
        }
      }
      """
  }

  /// The batches that a server with a graphics processor rather waits for.
  private static let preferredBatches = [16, 32, batchLimit]

  private func output(_ name: String, _ shape: [Int], labels: Bool = false) -> String {
    "{ name: \(quoted(name)), data_type: TYPE_FP32, dims: [ \(list(shape)) ]"
      + (labels ? ", label_filename: \"labels.txt\"" : "") + " }"
  }

  private func list(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: ", ") }

  /// A string as protobuf's text format writes it.
  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}
