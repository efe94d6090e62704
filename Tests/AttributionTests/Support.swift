import Attribution
import Backbones
import Foundation
import ModelTesting
import Testing
import Torch

/// What PyTorch computed (Goldens/make_goldens.py).
struct Goldens: Decodable {
  struct Layer: Decodable {
    let size: [Int]
    let gradCam: [Float]
    let gradCamPlusPlus: [Float]
  }

  struct Map: Decodable {
    let size: [Int]
    let values: [Float]
  }

  let side: Int
  /// LayerCAM by the layers' names with commas between.
  let layerCam: [String: Map]
  let layers: [String: Layer]
  let integratedGradients: [Float]
  let expectedGradients: [Float]
  let occlusion: [Float]
  let logits: [String: [Float]]

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/attribution.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Goldens.self, from: Data(contentsOf: file))
  }
}

/// Networks and pictures that Python makes likewise.
enum Pattern {
  /// A network with the weights of `WeightPattern`.
  static func network(_ architecture: Architecture, _ head: Head.Options = .init(outputs: 2)) throws -> Classifier {
    let network = try Classifier(architecture, head: head, seed: 1)
    let keys = network.store.all.map { ($0.key, $0.tensor.shape) }
    try network.store.load(
      Dictionary(uniqueKeysWithValues: keys.map { ($0, try WeightPattern.weights($0, $1)) }))
    network.store.isTraining = false
    return network
  }

  /// Pictures that follow from a name.
  static func pictures(_ name: String, _ count: Int = 1, side: Int) throws -> Tensor {
    try Tensor(WeightPattern.numbers(name, count: count * 3 * side * side), shape: [count, 3, side, side])
  }
}

/// The largest absolute difference of two arrays, infinite if they differ in length.
func maximumDifference(_ left: some Collection<Float>, _ right: some Collection<Float>) -> Float {
  guard left.count == right.count else { return .infinity }
  return zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// Pearson's correlation of two arrays of the same length; 0 where one is constant.
func correlation(_ left: [Float], _ right: [Float]) -> Float {
  let count = Float(left.count)
  let (a, b) = (left.reduce(0, +) / count, right.reduce(0, +) / count)
  let products = zip(left, right).reduce((ab: Float(0), aa: Float(0), bb: Float(0))) { sums, pair in
    let (x, y) = (pair.0 - a, pair.1 - b)
    return (sums.ab + x * y, sums.aa + x * x, sums.bb + y * y)
  }
  let scale = (products.aa * products.bb).squareRoot()
  return scale > 0 ? products.ab / scale : 0
}
