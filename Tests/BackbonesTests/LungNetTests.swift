import Backbones
import Foundation
import ModelTesting
import TensorFiles
import Testing
import Torch

@Suite("The network of lungs against PyTorch")
struct LungNetTests {
  /// What `Goldens/make_lungs.py` wrote.
  private struct Golden: Decodable {
    let keys: [String: [Int]]
    let count: Int
    let every: Int
    let logits: [Float]

    static func load() throws -> Golden {
      let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/lungs.json")
      return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    }
  }

  @Test("keys and shapes are PyTorch's, and fit in 3 MB")
  func keys() throws {
    let store = try ParameterStore(seed: 1)
    _ = try LungNet(store.root)
    let keys = Dictionary(uniqueKeysWithValues: store.all.map { ($0.key, $0.tensor.shape) })
    #expect(try keys == Golden.load().keys)
    #expect(ParameterStore.count(store.all) * 4 < 3_000_000)
  }

  @Test("logits are PyTorch's to 1e-4")
  func logits() throws {
    let golden = try Golden.load()
    let store = try ParameterStore(seed: 1)
    let network = try LungNet(store.root)
    var state: [String: StoredTensor] = [:]
    for (key, shape) in golden.keys { state[key] = try WeightPattern.weights(key, shape) }
    try store.load(state)
    store.isTraining = false
    let picture = try Tensor(WeightPattern.numbers("lungs", count: 2 * 224 * 224), shape: [2, 1, 224, 224])
    let output = try withInferenceMode { try network(picture) }
    #expect(output.shape == [2, 1, 112, 112])
    let logits = try output.floats()
    #expect(logits.count == golden.count)
    let some = stride(from: 0, to: logits.count, by: golden.every).map { logits[$0] }
    #expect(some.count == golden.logits.count)
    #expect(zip(some, golden.logits).allSatisfy { abs($0 - $1) <= 1e-4 })
  }
}
