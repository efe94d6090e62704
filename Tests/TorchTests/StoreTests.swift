import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct StoreTests {
    struct Initial: Decodable {
      let standard: [String: Golden.Values]
      let kaiming: Golden.Values
    }

    func network(_ store: ParameterStore) throws -> Sequential {
      Sequential([
        try Conv2d(store.root / 0, 3, 4, kernel: 3), try BatchNorm2d(store.root / 1, 4),
        try Conv2d(store.root / 2, 4, 6, kernel: 3, groups: 2, bias: false), try Linear(store.root / 3, 6, 2),
      ])
    }

    @Test func firstValuesArePyTorchsForTheSameSeed() throws {
      let golden: Initial = try Golden.read("initialization.json")
      let store = try ParameterStore(seed: 101010)
      _ = try network(store)
      for item in store.all { try expect(item.tensor, equals: golden.standard[item.key], within: 1e-8, item.key) }

      let other = try ParameterStore(seed: 7)
      let conv = try Conv2d(
        other.root, 2, 5, kernel: 3, bias: false, initialization: .kaimingNormal(fan: 5 * 9))
      try expect(conv.weight, equals: golden.kaiming, within: 1e-7)
    }

    @Test func keysArePyTorchsInTheirOrder() throws {
      let store = try ParameterStore()
      let scope = store.root / "layer1" / 0
      _ = try Conv2d(scope / "conv1", 1, 2, kernel: 1, bias: false)
      _ = try BatchNorm2d(scope / "bn1", 2)
      _ = try Linear(store.root / "fc", 2, 2)
      #expect(
        store.all.map(\.key) == [
          "layer1.0.conv1.weight", "layer1.0.bn1.weight", "layer1.0.bn1.bias", "layer1.0.bn1.running_mean",
          "layer1.0.bn1.running_var", "layer1.0.bn1.num_batches_tracked", "fc.weight", "fc.bias",
        ])
      #expect(ParameterStore.count(store.parameters) == 2 + 4 + 6)
      #expect(try store.stateDict()["layer1.0.bn1.num_batches_tracked"]?.scalarType == .int64)
    }

    @Test func twoParametersOfOneNameAreRefused() throws {
      let store = try ParameterStore()
      _ = try Linear(store.root / "fc", 2, 2)
      #expect(throws: TorchError.duplicateKey("fc.weight")) { try Linear(store.root / "fc", 2, 2) }
    }

    // MARK: - Loading

    @Test func aStateGoesFromOneModelToAnother() throws {
      let first = try ParameterStore(seed: 1)
      let second = try ParameterStore(seed: 2)
      _ = try network(first)
      _ = try network(second)
      #expect(try first.stateDict() != second.stateDict())
      try second.load(first.stateDict())
      #expect(try first.stateDict() == second.stateDict())
    }

    @Test func aStateThatDoesNotFitIsListedAndChangesNothing() throws {
      let store = try ParameterStore()
      _ = try network(store)
      let before = try store.stateDict()
      var state = before.filter { $0.key != "0.bias" }
      state["2.bias"] = try StoredTensor([1, 2], shape: [2])
      state["3.weight"] = try StoredTensor([1, 2, 3], shape: [1, 3])
      let error = try #require(throws: TorchError.self) { try store.load(state) }
      #expect(
        error.description
          == "the weights do not fit the model: missing keys: 0.bias; unexpected keys: 2.bias; "
          + "other shapes: 3.weight (is [1, 3], should be [2, 6])")
      #expect(try store.stateDict() == before)
    }

    @Test func batchCountersMayBeMissing() throws {
      let store = try ParameterStore()
      _ = try network(store)
      let state = try store.stateDict()
      try store.load(state.filter { !$0.key.hasSuffix("num_batches_tracked") })
      #expect(try store.stateDict() == state)
    }

    @Test func ignoredKeysKeepTheirValues() throws {
      let store = try ParameterStore(seed: 3)
      _ = try network(store)
      var state = try store.stateDict()
      state["0.bias"] = try StoredTensor([1, 2, 3, 4], shape: [4])
      let head = try #require(state["3.weight"])
      state["3.weight"] = try StoredTensor([1, 2, 3], shape: [1, 3])
      try store.load(state) { $0.hasPrefix("3.") }
      #expect(try store.stateDict()["0.bias"]?.floats() == [1, 2, 3, 4])
      #expect(try store.stateDict()["3.weight"] == head)
    }

    // MARK: - Freezing

    @Test func freezingGoesByPrefixOrPredicate() throws {
      let store = try ParameterStore()
      for name in ["layer1", "layer10", "fc"] { _ = try Linear(store.root / name, 2, 2) }
      try store.freeze("layer1")
      #expect(store.trainable.map(\.key) == ["layer10.weight", "layer10.bias", "fc.weight", "fc.bias"])
      try store.freeze { $0.hasSuffix("bias") }
      #expect(store.trainable.map(\.key) == ["layer10.weight", "fc.weight"])
      try store.unfreeze("layer1")
      #expect(store.trainable.map(\.key) == ["layer1.weight", "layer1.bias", "layer10.weight", "fc.weight"])
      try store.unfreeze { _ in true }
      #expect(store.trainable.count == 6)
    }
  }
}
