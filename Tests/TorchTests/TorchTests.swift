import Testing
import Torch

/// All tests of this module, one after the other: LibTorch's default generator is shared by the whole process.
@Suite(.serialized) struct TorchTests {}

extension TorchTests {
  @Suite struct ErrorTests {
    @Test func shapesThatDoNotFitAreThrownWithOperatorAndShapes() throws {
      let a = try Tensor.zeros([2, 3])
      let b = try Tensor.zeros([4, 5])
      let error = try #require(throws: TorchError.self) { try a.matmul(b) }
      guard case .shapeMismatch("aten::matmul", [[2, 3], [4, 5]], _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect("\(error)".hasPrefix("shape mismatch in aten::matmul, [2, 3] and [4, 5]: "))
    }

    @Test func smoke() throws {
      let store = try ParameterStore(seed: 1)
      let conv = try Conv2d(store.root / "conv", 3, 8, kernel: 3, padding: 1, bias: false)
      let norm = try BatchNorm2d(store.root / "bn", 8)
      let head = try Linear(store.root / "fc", 8, 2)
      let adam = Adam([ParameterGroup(store.trainable, learningRate: 1e-2)])
      let x = try Tensor.normal([4, 3, 8, 8], from: Generator(seed: 3))
      let y = try Tensor([0, 1, 0, 1])
      var losses: [Double] = []
      for _ in 0..<20 {
        try adam.zeroGradients()
        let features = try AdaptiveAvgPool2d(1)(norm(conv(x)).relu()).flatten(from: 1)
        let loss = try CrossEntropyLoss()(head(features), y)
        try loss.backward()
        try adam.clipGradients(toNorm: 1)
        try adam.step()
        losses.append(try loss.item())
      }
      print(losses)
      #expect(losses[19] < losses[0])
    }
  }
}
