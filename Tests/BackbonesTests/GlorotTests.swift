import Backbones
import TensorFiles
import Testing
import Torch

@Suite struct GlorotTests {
  /// Evenly within ±√(6 / (fanIn + fanOut)), biases 0, normalisations as they were: what Keras's layers begin with.
  @Test func weightsOfTheCompactNetwork() throws {
    let head = Head.Options(outputs: 1, hidden: 256, batchNorm: true)
    let network = try Classifier(.compactCNN, head: head, seed: 3)
    try network.initializeGlorot()
    let state = try network.store.stateDict()
    let bounds: [(key: String, fans: Double)] = [
      ("block1.conv", 9 * (3 + 32)), ("block3.conv", 9 * (64 + 128)), ("head.hidden", 128 + 256), ("head.output", 257),
    ]
    for (key, fans) in bounds {
      let weights = try #require(state["\(key).weight"]).floats().map(Double.init)
      let bound = (6 / fans).squareRoot()
      let variance = weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
      #expect(weights.allSatisfy { abs($0) <= bound }, "\(key)")
      #expect(abs(variance / (bound * bound / 3) - 1) < 0.25, "\(key)")
      #expect(try #require(state["\(key).bias"]).floats().allSatisfy { $0 == 0 }, "\(key)")
    }
    #expect(try #require(state["block1.norm.weight"]).floats().allSatisfy { $0 == 1 })
    let again = try Classifier(.compactCNN, head: head, seed: 3)
    try again.initializeGlorot()
    #expect(try again.store.stateDict() == state)
  }
}
