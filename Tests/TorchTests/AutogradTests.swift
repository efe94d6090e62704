import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct AutogradTests {
    @Test func gradientsGatherInLeaves() throws {
      let x = try Tensor([1, 2, 3] as [Float]).requiringGradient()
      #expect(x.requiresGradient && x.isLeaf)
      let y = try (x * x).sum()
      #expect(y.requiresGradient && !y.isLeaf)
      try y.backward(keepingGraph: true)
      try y.backward()
      #expect(try x.gradient?.floats() == [4, 8, 12])
      try x.setGradient(nil)
      #expect(try x.gradient == nil)
    }

    @Test func gradientsCanBeDifferentiatedAgain() throws {
      let x = try Tensor([2] as [Float]).requiringGradient()
      let slope = try x.pow(3).sum().gradients(of: [x], differentiable: true)[0]
      #expect(try slope.floats() == [12])
      #expect(try slope.sum().gradients(of: [x])[0].floats() == [12])
      #expect(try x.gradient == nil)
    }

    @Test func whatDoesNotMatterAndSpentGraphsAreErrors() throws {
      let x = try Tensor([1] as [Float]).requiringGradient()
      let other = try Tensor([1] as [Float]).requiringGradient()
      let y = try (x * x).sum()
      #expect(throws: TorchError.self) { try y.gradients(of: [other]) }
      try y.backward()
      #expect(throws: TorchError.self) { try y.backward() }
      #expect(throws: TorchError.self) { try (x * x).requiringGradient(false) }
      #expect(throws: TorchError.self) { try Tensor([1, 2]).requiringGradient() }
      #expect(throws: TorchError.self) { try x.detach().backward() }
    }

    @Test func modesSwitchRecordingAndNest() throws {
      let x = try Tensor([1] as [Float]).requiringGradient()
      func isRecorded() throws -> Bool { try (x * 2).requiresGradient }
      #expect(try isRecorded())
      let (without, with, again) = try withoutGradients {
        (try isRecorded(), try withGradients { try isRecorded() }, try isRecorded())
      }
      #expect(!without && with && !again)
      #expect(throws: TorchError.self) { try withoutGradients { try x.matmul(.zeros([2, 2])) } }
      #expect(try isRecorded())
      let inferring = try withInferenceMode { try isRecorded() }
      #expect(!inferring)
      #expect(try isRecorded())
      #expect(try x.detach().requiresGradient == false)
    }

    @Test func mixedPrecisionCastsWhatItShouldAndEnds() throws {
      let store = try ParameterStore(seed: 1)
      let linear = try Linear(store.root, 8, 4)
      let x = try Tensor.normal([2, 8], from: Generator(seed: 1))
      let loss = try Autocast(.bfloat16) {
        let y = try linear(x)
        #expect(try y.scalarType == .bfloat16)
        let without = try Autocast(nil) { try linear(x).scalarType }
        #expect(without == .float32)
        #expect(try linear(x).scalarType == .bfloat16)
        return try CrossEntropyLoss()(y, Tensor([0, 3]))
      }
      #expect(try loss.scalarType == .float32)
      #expect(try linear(x).scalarType == .float32)
      #expect(try Autocast.current(.cpu) == Autocast(nil))
      try loss.backward()
      #expect(try linear.weight.gradient?.scalarType == .float32)
    }

    // MARK: - Checkpointing

    /// The gradients and running statistics of a network with dropout and batch normalisation, and the input's gradient.
    func train(checkpointing: Bool, precision: ScalarType?) throws -> [String: StoredTensor] {
      let store = try ParameterStore(seed: 4)
      let block = Sequential([
        try Conv2d(store.root / 0, 3, 6, kernel: 3), try BatchNorm2d(store.root / 1, 6), ReLU(),
        Dropout(store.root / 3, 0.3),
      ])
      let head = try Linear(store.root / "fc", 6, 2)
      try Generator.seedStandard(77)
      let input = try Tensor.normal([4, 3, 6, 6], from: Generator(seed: 2)).requiringGradient()
      let loss = try Autocast(precision) {
        let features = try checkpointing ? Checkpoint.run(input) { try block($0) } : block(input)
        let logits = try head(Dropout(store.root, 0.5)(features.mean(along: [2, 3])))
        return try CrossEntropyLoss()(logits, Tensor([0, 1, 1, 0]))
      }
      try loss.backward()
      var results = try store.stateDict()
      for parameter in store.parameters {
        results["gradient of " + parameter.key] = try parameter.tensor.gradient?.stored()
      }
      results["gradient of the input"] = try input.gradient?.stored()
      results["next random number"] = try Tensor.uniform([1]).stored()
      return results
    }

    @Test(arguments: [nil, .bfloat16] as [ScalarType?])
    func checkpointingChangesNothing(precision: ScalarType?) throws {
      let plain = try train(checkpointing: false, precision: precision)
      let checkpointed = try train(checkpointing: true, precision: precision)
      #expect(plain.count == 17)
      #expect(plain == checkpointed)
    }

    @Test func aCheckpointReachesParametersWhenItsInputNeedsNoGradient() throws {
      let store = try ParameterStore(seed: 4)
      let linear = try Linear(store.root, 3, 1)
      try Checkpoint.run(.ones([1, 3])) { try linear($0) }.sum().backward()
      #expect(try linear.weight.gradient?.floats() == [1, 1, 1])
    }

    @Test func anErrorInTheSecondComputationIsThrownByBackward() throws {
      let x = try Tensor([1] as [Float]).requiringGradient()
      let output = try Checkpoint.run(x) { input in
        if input.requiresGradient && !input.isLeaf { throw TorchError.duplicateKey("never") }
        return try input.requiresGradient && (input * 1).requiresGradient ? input.matmul(.zeros([2, 2])) : input * 2
      }
      let error = try #require(throws: TorchError.self) { try output.sum().backward() }
      #expect("\(error)".contains("aten::matmul"))
    }

    @Test func aCheckpointLetsGoOfWhatItKept() throws {
      final class Kept: Sendable {}
      weak var witness: Kept?
      do {
        let kept = Kept()
        witness = kept
        let x = try Tensor([1] as [Float]).requiringGradient()
        let output = try Checkpoint.run(x) { input in try withExtendedLifetime(kept) { try input * 2 } }
        try output.sum().backward()
      }
      #expect(witness == nil)
    }

    // MARK: - Threads

    @Test func threadsShareWeightsAndHaveModesOfTheirOwn() async throws {
      let linear = try Linear(ParameterStore(seed: 1).root, 16, 4)
      let input = try Tensor.normal([8, 16], from: Generator(seed: 1))
      let expected = try linear(input).floats()
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for index in 0..<8 {
          group.addTask {
            let mode = index.isMultiple(of: 2)
            for _ in 0..<50 {
              let output = try mode ? withInferenceMode { try linear(input) } : linear(input)
              guard output.requiresGradient != mode, try output.floats() == expected else { return false }
            }
            return true
          }
        }
        for try await isRight in group { #expect(isRight) }
      }
    }
  }
}
