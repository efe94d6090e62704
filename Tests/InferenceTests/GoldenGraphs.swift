import Foundation
import ONNX

/// The tiny graphs of ONNXTests with what onnxruntime computed for them (ONNXTests/Goldens/make_goldens.py).
struct GoldenGraphs {
  struct Tensor: Decodable {
    let shape: [Int]
    let values: [Float]
  }

  private struct Entry: Decodable {
    let outputs: [String: Tensor]
  }

  private let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../ONNXTests/Goldens").standardizedFileURL
  private let entries: [String: Entry]

  init() throws {
    let data = try Data(contentsOf: directory.appending(path: "outputs.json"))
    entries = try JSONDecoder().decode([String: Entry].self, from: data)
  }

  func file(_ name: String) -> URL { directory.appending(path: name + ".onnx") }

  func outputs(_ name: String) -> [String: Tensor] { entries[name]?.outputs ?? [:] }

  /// The input for which the outputs were computed.
  static func pattern(_ count: Int) -> [Float] {
    (0..<count).map { Float(Double($0 * 37 % 101) / 50 - 1) }
  }
}

/// The largest absolute difference of two arrays, infinite if they differ in length.
func maximumDifference(_ left: some Collection<Float>, _ right: some Collection<Float>) -> Float {
  guard left.count == right.count else { return .infinity }
  return zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
}
