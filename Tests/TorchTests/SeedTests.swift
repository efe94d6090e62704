import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct SeedTests {
    func run(seed: UInt64) throws -> [String: StoredTensor] {
      try Generator.seedStandard(seed)
      let store = try ParameterStore(seed: seed)
      let model = Sequential([
        try Conv2d(store.root / 0, 1, 8, kernel: 3), try BatchNorm2d(store.root / 1, 8), ReLU(), AdaptiveAvgPool2d(),
        Flatten(), Dropout(store.root, 0.5), try Linear(store.root / 6, 8, 2),
      ])
      let optimizer = AdamW([ParameterGroup(store.trainable, learningRate: 1e-2, weightDecay: 0.01)])
      let images = try Tensor.normal([8, 1, 12, 12], from: Generator(seed: 1))
      let classes = try Tensor([0, 1, 0, 1, 1, 0, 1, 0])
      for _ in 0..<10 {
        try optimizer.zeroGradients()
        try CrossEntropyLoss()(model(images), classes).backward()
        try optimizer.step()
      }
      return try store.stateDict()
    }

    @Test func runsWithTheSameSeedAreIdentical() throws {
      let first = try run(seed: 8)
      #expect(try first == run(seed: 8))
      #expect(try first != run(seed: 9))
    }
  }
}
