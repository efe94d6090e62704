import Foundation
import TensorFiles
import Testing
import Torch

/// What PyTorch made, as `Goldens/make_goldens.py` wrote it.
enum Golden {
  /// A tensor in a golden file.
  struct Values: Decodable {
    let shape: [Int]
    let values: [Double]

    /// As a tensor of float32.
    var tensor: Tensor { get throws { try Tensor(values.map(Float.init), shape: shape) } }
    /// As a tensor of int64.
    var classes: Tensor { get throws { try Tensor(values.map { Int($0) }, shape: shape) } }
    /// As a file has it.
    var stored: StoredTensor { get throws { try StoredTensor(values.map(Float.init), shape: shape) } }
  }

  /// Reads a file of the folder "Goldens".
  static func read<Content: Decodable>(_ name: String) throws -> Content {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: folder.appending(path: name)))
  }
}

/// Expects a tensor to have the shape and, within a tolerance, the elements that PyTorch found.
func expect(
  _ tensor: Tensor?, equals golden: Golden.Values?, within tolerance: Float = 1e-4, _ what: String = "",
  _ location: SourceLocation = #_sourceLocation
) throws {
  let tensor = try #require(tensor, "\(what)", sourceLocation: location)
  let golden = try #require(golden, "\(what)", sourceLocation: location)
  #expect(tensor.shape == golden.shape, "\(what)", sourceLocation: location)
  let difference = zip(try tensor.floats(), golden.values).map { Swift.abs($0 - Float($1)) }.max() ?? 0
  #expect(difference <= tolerance, "\(what)", sourceLocation: location)
}
