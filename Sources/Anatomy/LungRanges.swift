import Files
public import Foundation
import Inference
import ONNX
import Radiograph

/// The ranges of the network's activations for 8 bits, which stand in a file beside the weights.
///
/// The file is `NAME.int8.json` for weights `NAME.safetensors`. It names the weights' SHA-256 and is used with no others.
public struct LungRanges: Sendable, Equatable, Codable {
  /// The SHA-256 of the weights.
  public let weights: String
  /// The pictures that the ranges were taken from.
  public let pictures: Int
  /// The lowest and highest value of each activation.
  let ranges: [String: [Float]]
  /// The mean of each channel of each activation.
  let means: [String: [Float]]

  /// Measures the network on pictures.
  ///
  /// - Throws: `AnatomyError`, `InferenceError`, `ONNXError`, `RadiographError`.
  public init(_ network: LungNetwork, pictures: [URL], progress: (Int) -> Void = { _ in }) throws {
    let calibration = try Calibration(
      Quantizer(network.graph), model: network.graph, options: .standard,
      input: { try LungInput($0).values }, pictures: pictures, progress: progress)
    weights = network.identity
    self.pictures = calibration.pictures
    ranges = calibration.ranges(.percentile).mapValues { [$0.lower, $0.upper] }
    means = calibration.means
  }

  /// The file for some weights.
  public static func url(for weights: URL) -> URL {
    weights.deletingPathExtension().appendingPathExtension("int8.json")
  }

  /// Writes the file beside the weights.
  ///
  /// - Throws: `FileError`.
  public func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try AtomicFile.write(try encoder.encode(self), to: url)
  }

  /// The network in 8-bit integers.
  static func quantized(_ network: LungNetwork) throws(AnatomyError) -> ONNXModel {
    let url = url(for: network.url)
    guard let data = try? Data(contentsOf: url), let stored = try? JSONDecoder().decode(Self.self, from: data),
      stored.weights == network.identity
    else { throw .noRanges(file: url.lastPathComponent) }
    let ranges = stored.ranges.compactMapValues { $0.count == 2 ? ActivationRange($0[0], $0[1]) : nil }
    do {
      return try Quantizer(network.graph).quantized(ranges: ranges, means: stored.means)
    } catch {
      throw .graph(error)
    }
  }
}
