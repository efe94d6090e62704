import Learning
import Testing
import Torch

@Suite struct BatchNormAdaptationTests {
  /// What `Goldens/make_batchnorm.py` wrote.
  private struct Golden: Decodable {
    struct Batch: Decodable {
      let n: Int
      let values: [Float]
    }
    struct Layer: Decodable {
      let mean: [Float]
      let variance: [Float]
    }
    let batches: [Batch]
    let first: Layer
    let second: Layer
  }

  @Test func equalsTheDefinition() throws {
    let golden = try JSONGolden.read(Golden.self, "batchnorm.json")
    let store = try ParameterStore()
    let first = try BatchNorm2d(store.root / "first", 2, momentum: 0.01)
    let second = try BatchNorm2d(store.root / "second", 2)
    for buffer in store.buffers where buffer.key.hasSuffix("mean") || buffer.key.hasSuffix("var") {
      try buffer.tensor.fillInPlace(buffer.key.hasSuffix("mean") ? 0.5 : 2)
    }
    var adaptation = try BatchNormAdaptation(store, architecture: "small")
    for batch in golden.batches {
      try adaptation.observe(Tensor(batch.values, shape: [batch.n, 2, 3, 3])) { try second(first($0).relu()) }
    }
    #expect(try adaptation.finish(sourceWeight: 16) == 10)
    for (layer, expected) in [(first, golden.first), (second, golden.second)] {
      for (found, wanted) in try zip(layer.runningMean.floats(), expected.mean) { #expect(abs(found - wanted) < 1e-5) }
      for (found, wanted) in try zip(layer.runningVariance.floats(), expected.variance) {
        #expect(abs(found - wanted) < 1e-5)
      }
    }
    #expect(!store.isTraining && store.statistics == .following)
  }

  @Test func aNetworkWithoutItIsRefused() throws {
    let store = try ParameterStore()
    _ = try Linear(store.root / "output", 2, 2)
    #expect(throws: AdaptationError.noBatchNorm(architecture: "small")) {
      try BatchNormAdaptation(store, architecture: "small")
    }
  }
}
