import Foundation
import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct GradientReducerTests {
    /// A network of four layers on [N, 3, 8, 8], whose normalisation is frozen.
    struct Network: Module {
      let store: ParameterStore
      private let layers: Sequential

      init() throws {
        store = try ParameterStore(seed: 5)
        let root = store.root
        layers = Sequential([
          try Conv2d(root / 0, 3, 8, kernel: 3), try BatchNorm2d(root / 1, 8), ReLU(),
          try Conv2d(root / 2, 8, 16, kernel: 3, bias: false), ReLU(), AdaptiveAvgPool2d(), Flatten(),
          try Linear(root / 3, 16, 4),
        ])
        try store.freeze("1")
      }

      func callAsFunction(_ input: Tensor) throws -> Tensor { try layers(input) }
    }

    /// A batch of 6 images and their classes.
    static func batch(_ step: Int) throws -> (images: Tensor, classes: Tensor) {
      let images = try Tensor.normal([6, 3, 8, 8], from: Generator(seed: UInt64(step)))
      return (images, try Tensor((0..<6).map { ($0 + step) % 4 }))
    }

    /// The mean loss over a part of a batch, weighted so that the mean over `count` processes is that over the batch.
    static func loss(_ network: Network, _ step: Int, _ part: Range<Int>, of count: Int) throws -> Tensor {
      let batch = try batch(step)
      let loss = try CrossEntropyLoss()(network(batch.images[part]), batch.classes[part])
      return try loss * (Double(part.count * count) / 6)
    }

    /// The gradients of every step, and the weights after three of them, as the whole batch has them.
    static func alone() throws -> [[Float]] {
      let network = try Network()
      let optimizer = SGD([ParameterGroup(network.store.trainable, learningRate: 0.1)], momentum: 0.9)
      return try (0..<3).flatMap { step in
        try optimizer.zeroGradients()
        try loss(network, step, 0..<6, of: 1).backward()
        try optimizer.step()
        return try network.store.trainable.flatMap { try [$0.tensor.gradient?.floats() ?? [], $0.tensor.floats()] }
      }
    }

    @Test(arguments: [25 << 20, 256]) func gradientsAreThoseOfTheWholeBatch(_ bucketBytes: Int) async throws {
      let expected = try Self.alone()
      // Parts of different sizes.
      let parts = [0..<1, 1..<3, 3..<6]
      let results = try await ranks(3) { group in
        let network = try Network()
        let reducer = try GradientReducer(
          network.store.trainable, group: group, bucketBytes: bucketBytes, firstBucketBytes: 64)
        let optimizer = SGD([ParameterGroup(network.store.trainable, learningRate: 0.1)], momentum: 0.9)
        return try (0..<3).flatMap { step in
          try optimizer.zeroGradients()
          let loss = try Self.loss(network, step, parts[group.rank], of: 3)
          try reducer.prepare(for: loss)
          try loss.backward()
          try optimizer.step()
          return try network.store.trainable.flatMap { try [$0.tensor.gradient?.floats() ?? [], $0.tensor.floats()] }
        }
      }
      #expect(results[1] == results[0] && results[2] == results[0])
      for (found, wanted) in zip(results[0], expected) { #expect(largestDifference(found, wanted) < 1e-6) }
    }

    @Test func gradientsCanBeAccumulatedBefore() async throws {
      let network = try Network()
      for step in 0..<2 { try Self.loss(network, step, 0..<6, of: 1).backward() }
      let expected = try network.store.trainable.map { try $0.tensor.gradient?.floats() ?? [] }
      let results = try await ranks(2) { group in
        let network = try Network()
        let reducer = try GradientReducer(network.store.trainable, group: group, bucketBytes: 256, firstBucketBytes: 64)
        let part = group.rank == 0 ? 0..<3 : 3..<6
        try Self.loss(network, 0, part, of: 2).backward()
        let last = try Self.loss(network, 1, part, of: 2)
        try reducer.prepare(for: last)
        try last.backward()
        return try network.store.trainable.map { try $0.tensor.gradient?.floats() ?? [] }
      }
      for result in results {
        for (found, wanted) in zip(result, expected) { #expect(largestDifference(found, wanted) < 1e-6) }
      }
    }

    @Test func parametersThatDifferOrAreFrozenAreRefused() async throws {
      let errors = try await ranks(2, timeout: .seconds(10)) { group in
        let store = try ParameterStore()
        let size = 2 + group.rank
        _ = try Linear(store.root, size, 2)
        let different = #expect(throws: TorchError.self) { try GradientReducer(store.trainable, group: group) }
        let parameters = store.parameters
        try store.freeze("bias")
        let frozen = #expect(throws: TorchError.self) { try GradientReducer(parameters, group: group) }
        let none = #expect(throws: TorchError.self) { try GradientReducer([], group: group) }
        return [different, frozen, none].compactMap { $0?.description }
      }
      for error in errors {
        #expect(
          error.count == 3 && error[0].contains("parameters differ") && error[1].contains("frozen")
            && error[2].contains("no parameters"))
      }
    }

    @Test func aBackwardPassWithoutTheOthersEndsInANamedError() async throws {
      let errors = try await ranks(2, timeout: .seconds(2)) { group -> TorchError? in
        let network = try Network()
        let reducer = try GradientReducer(network.store.trainable, group: group, bucketBytes: 256, firstBucketBytes: 64)
        let loss = try Self.loss(network, 0, 0..<6, of: 2)
        try reducer.prepare(for: loss)
        guard group.rank == 0 else { return nil }
        return #expect(throws: TorchError.self) { try loss.backward() }
      }
      guard case .peerLost? = errors[0] else {
        Issue.record("\(String(describing: errors[0]))")
        return
      }
    }
  }
}

/// The largest difference between corresponding numbers; infinite if there are not as many.
func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
  a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .infinity
}
