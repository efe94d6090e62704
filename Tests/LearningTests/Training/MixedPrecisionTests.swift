import Backbones
import Learning
import TensorFiles
import Testing
import Torch

extension TrainingTests {
  /// What bfloat16 is for in a training, and what it must not touch.
  @Suite struct MixedPrecisionTests {
    /// Steps that bfloat16 has no digits for are taken.
    ///
    /// Between 0.1 and the next number lie 2⁻¹¹ there, and a step of Adam is no longer than its rate. Weights, gradients,
    /// the optimizer's memory and running statistics are in float32.
    @Test func weightsKeepTheDigitsOfFloat32() throws {
      var training = TinyTraining()
      training.section.fineTune = .full
      training.section.precision = .bf16
      training.section.epochs = 1
      training.section.optimizer.learningRate = 1e-6
      training.section.optimizer.weightDecay = 0
      let classifier = try training.classifier()
      let before = try classifier.store.stateDict()
      let source = try TinyTraining.source()
      let kept = Box<TrainingState?>(nil)
      var hooks = TrainingHooks()
      hooks.save = { kept.value = $0 }
      _ = try training.trainer(classifier, hooks: hooks).fit(source, validation: source)
      let state = try #require(kept.value)
      for (key, tensor) in state.optimizer { #expect(tensor.scalarType == .float32, "\(key)") }
      for parameter in classifier.store.trainable {
        #expect(try parameter.tensor.scalarType == .float32)
        #expect(try parameter.tensor.gradient?.scalarType == .float32, "\(parameter.key)")
        guard parameter.tensor.shape.count > 1 else { continue }
        let (old, new) = (try #require(before[parameter.key]).floats(), try parameter.tensor.floats())
        let moves = zip(old, new).map { abs($0 - $1) }
        // Seven steps.
        #expect((moves.max() ?? 0) > 9e-7 && (moves.max() ?? 1) < 1e-5, "\(parameter.key)")
      }
      for buffer in classifier.store.buffers where buffer.key.hasSuffix("running_var") {
        #expect(try buffer.tensor.scalarType == .float32)
        // bfloat16 is the first half of a float32.
        #expect(try buffer.tensor.floats().contains { $0.bitPattern & 0xFFFF != 0 }, "\(buffer.key)")
      }
    }

    /// The precision that is faster is taken; bfloat16 only where it pays.
    @Test func theFasterPrecisionIsTaken() {
      func work(_ milliseconds: Int) -> () -> Void {
        {
          let end = ContinuousClock.now + .milliseconds(milliseconds)
          while ContinuousClock.now < end {}
        }
      }
      #expect(PrecisionTrial.faster(exact: work(30), brief: work(10)) == .bf16)
      #expect(PrecisionTrial.faster(exact: work(10), brief: work(30)) == .f32)
    }

    @Test func everyOpenStageIsSettled() throws {
      let plain = try Recipe(yaml: "train: {precision: auto}", file: "one.yaml")
      #expect(plain.settlingPrecision { _ in .bf16 }.train.precision == .bf16)
      let staged = try Recipe(
        yaml: "stages: [{name: head}, {name: whole, train: {fine_tune: full, precision: auto}}]", file: "two.yaml")
      let settled = staged.settlingPrecision { $0.name == "whole" ? .bf16 : .fp16 }
      #expect(settled.plan.map(\.train.precision) == [.f32, .bf16])
      #expect(try Recipe(yaml: settled.yaml(), file: "three.yaml").plan == settled.plan)
    }
  }
}
