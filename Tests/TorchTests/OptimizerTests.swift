import TensorFiles
import Testing
import Torch

extension TorchTests {
  @Suite struct OptimizerTests {
    struct Case: Decodable {
      let name: String
      let input: Golden.Values
      let target: Golden.Values
      let start: [String: Golden.Values]
      let losses: [Double]
      let norms: [Double]
      let end: [String: Golden.Values]
    }

    static let optimizers: [String: @Sendable ([ParameterGroup]) -> any Optimizer] = [
      "sgd": { SGD($0) },
      "sgd-momentum": { SGD($0, momentum: 0.9) },
      "sgd-nesterov": { SGD($0, momentum: 0.9, nesterov: true) },
      "sgd-one-cycle": { SGD($0, momentum: 0.9) },
      "adam": { Adam($0) },
      "adam-betas": { Adam($0, beta1: 0.8, beta2: 0.95, epsilon: 1e-4) },
      "adam-clipped": { Adam($0) },
      "adamw": { AdamW($0) },
      "adamw-one-cycle": { AdamW($0) },
    ]

    /// The network of the golden files, and its training.
    struct Fit {
      let store: ParameterStore
      let optimizer: any Optimizer
      let layers: [Linear]
      let input: Tensor
      let target: Tensor

      init(_ golden: Case, _ make: ([ParameterGroup]) -> any Optimizer) throws {
        store = try ParameterStore()
        layers = [try Linear(store.root / 0, 4, 8), try Linear(store.root / 2, 8, 2)]
        try store.load(golden.start.mapValues { try $0.stored })
        input = try golden.input.tensor
        target = try golden.target.tensor
        optimizer = make([
          ParameterGroup(Array(store.parameters[..<2]), learningRate: 0.02, weightDecay: 0.1),
          ParameterGroup(Array(store.parameters[2...]), learningRate: 0.05),
        ])
      }

      /// Makes a step and returns the loss before it.
      func step(clipping: Double? = nil) throws -> (loss: Double, norm: Double?) {
        try optimizer.zeroGradients()
        let output = try layers[1](layers[0](input).tanh())
        let loss = try (output - target).pow(2).mean()
        try loss.backward()
        let norm = try clipping.map { try optimizer.clipGradients(toNorm: $0).item() }
        try optimizer.step()
        return (try loss.item(), norm)
      }
    }

    func golden(_ name: String) throws -> Case {
      let cases: [Case] = try Golden.read("optimizers.json")
      return try #require(cases.first { $0.name == name })
    }

    @Test(arguments: optimizers.keys.sorted())
    func fiftyStepsFollowPyTorch(name: String) throws {
      let golden = try golden(name)
      let fit = try Fit(golden, try #require(Self.optimizers[name]))
      let schedule = OneCycleSchedule(steps: golden.losses.count + 1)
      for step in golden.losses.indices {
        if name.hasSuffix("one-cycle") { fit.optimizer.follow(schedule, step: step) }
        let (loss, norm) = try fit.step(clipping: golden.norms.isEmpty ? nil : 0.5)
        #expect(Swift.abs(loss - golden.losses[step]) <= 1e-5)
        if let norm { #expect(Swift.abs(norm - golden.norms[step]) <= 1e-5) }
      }
      for parameter in fit.store.parameters {
        try expect(parameter.tensor, equals: golden.end[parameter.key], within: 1e-5, parameter.key)
      }
    }

    @Test(arguments: ["sgd", "sgd-nesterov", "adam", "adamw"])
    func aRestoredOptimizerContinuesBitForBit(name: String) throws {
      let golden = try golden(name)
      let make = try #require(Self.optimizers[name])
      let whole = try Fit(golden, make)
      for _ in 0..<7 { _ = try whole.step() }
      let weights = try whole.store.stateDict()
      let state = try whole.optimizer.state()

      let resumed = try Fit(golden, make)
      try resumed.store.load(weights)
      try resumed.optimizer.restore(state)
      for _ in 0..<9 {
        _ = try whole.step()
        _ = try resumed.step()
      }
      #expect(try whole.store.stateDict() == resumed.store.stateDict())
      #expect(try whole.optimizer.state() == resumed.optimizer.state())
    }

    @Test func aStateOfAnotherModelIsRefusedAndNothingChanges() throws {
      let fit = try Fit(golden("adam"), { Adam($0) })
      _ = try fit.step()
      var state = try fit.optimizer.state()
      let before = state
      state["other.weight/exp_avg"] = state["0.bias/exp_avg"]
      state["0.bias/exp_avg"] = nil
      state["2.bias/exp_avg_sq"] = try StoredTensor([1, 2, 3], shape: [3])
      let error = try #require(throws: TorchError.self) { try fit.optimizer.restore(state) }
      guard case .stateMismatch(let mismatch) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(mismatch.missing == ["0.bias/exp_avg"])
      #expect(mismatch.unexpected == ["other.weight/exp_avg"])
      #expect(mismatch.shapes.map(\.key) == ["2.bias/exp_avg_sq"])
      #expect(try fit.optimizer.state() == before)
    }

    @Test func parametersWithoutGradientStayAsTheyAre() throws {
      let fit = try Fit(golden("adamw"), { AdamW($0) })
      try fit.store.freeze("0")
      let before = try fit.store.stateDict()
      _ = try fit.step()
      let after = try fit.store.stateDict()
      #expect(before["0.weight"] == after["0.weight"])
      #expect(before["2.weight"] != after["2.weight"])
    }

    @Test func channelsLastGivesTheSameSteps() throws {
      func train(channelsLast: Bool) throws -> [String: StoredTensor] {
        let store = try ParameterStore(seed: 5)
        let conv = try Conv2d(store.root, 3, 8, kernel: 3)
        var input = try Tensor.normal([2, 3, 8, 8], from: Generator(seed: 6))
        let adam = AdamW([ParameterGroup(store.trainable, learningRate: 1e-2, weightDecay: 0.1)])
        if channelsLast {
          try store.useChannelsLast()
          input = try input.contiguous(.channelsLast)
          #expect(conv.weight.isContiguous(.channelsLast) && !conv.weight.isContiguous())
        }
        for _ in 0..<5 {
          try adam.zeroGradients()
          let output = try conv(input)
          #expect(output.isContiguous(.channelsLast) == channelsLast)
          try output.pow(2).mean().backward()
          try adam.step()
        }
        return try store.stateDict()
      }
      let plain = try train(channelsLast: false)
      let last = try train(channelsLast: true)
      for (key, tensor) in plain {
        let other = try #require(last[key])
        let difference = zip(tensor.floats(), other.floats()).map { Swift.abs($0 - $1) }.max() ?? 1
        #expect(difference <= 1e-5, "\(key)")
      }
    }

    @Test func theScalerLeavesOutStepsWhoseGradientsOverflow() throws {
      let fit = try Fit(golden("sgd"), { SGD($0) })
      var scaler = GradientScaler(scale: 1024, growthInterval: 1)
      let weight = fit.layers[1].weight
      let before = try weight.clone()
      let loss = try scaler.scaled(fit.layers[1](fit.layers[0](fit.input)).pow(2).mean())
      try loss.backward(keepingGraph: true)
      try weight.gradient?.fillInPlace(.infinity)
      #expect(try scaler.step(fit.optimizer) == false)
      #expect(scaler.scale == 512)
      #expect(try weight.isEqual(to: before))

      try fit.optimizer.zeroGradients()
      try loss.backward()
      #expect(try scaler.step(fit.optimizer, clippingTo: 1) == true)
      #expect(scaler.scale == 1024)
      #expect(try !weight.isEqual(to: before))
    }
  }
}
