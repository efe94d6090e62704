import Backbones
import Learning
import TensorFiles
import Testing
import Torch

extension TrainingTests {
  @Suite struct ProgressiveSizeTests {
    @Test func picturesGrowToTheWhole() {
      let sizes = ProgressiveSize(share: 0.5, epochs: 8)
      #expect((1...8).map { sizes.side(224, epoch: $0) } == [128, 128, 160, 192, 192, 224, 224, 224])
      #expect(sizes.side(48, epoch: 1) == 32 && sizes.side(16, epoch: 1) == 16 && sizes.side(300, epoch: 8) == 300)
      // Of one epoch the pictures are whole.
      #expect(ProgressiveSize(share: 0.5, epochs: 1).side(224, epoch: 1) == 224)
    }

    /// A line of light keeps its light: no pixel is left out, as it would be where only the nearest ones are read.
    @Test func everyPixelHasItsPart() throws {
      let sizes = ProgressiveSize(share: 0.25, epochs: 4)
      var picture = [Float](repeating: 0, count: 128 * 128)
      for x in 0..<128 { picture[61 * 128 + x] = 1 }
      let image = try Tensor(picture, shape: [1, 1, 128, 128])
      let small = try sizes.resized(image, epoch: 1)
      #expect(small.shape == [1, 1, 32, 32])
      #expect(abs(try small.sum().item() * 16 - 128) < 0.5)
      #expect(try sizes.resized(image, epoch: 4).isEqual(to: image))
      #expect(try sizes.resized(.zeros([0, 3, 128, 128]), epoch: 1).shape == [0, 3, 128, 128])
    }

    /// A network of another size in each epoch comes, when resumed in one, to the same weights.
    @Test func resumesToTheSameWeights() throws {
      var training = TinyTraining()
      training.section.fineTune = .full
      training.section.progressiveSize = 0.5
      let pictures = try Self.pictures()
      func weights(from state: TrainingState? = nil, stop: Int? = nil) throws -> (
        weights: [String: StoredTensor], state: TrainingState?
      ) {
        let classifier = try training.classifier()
        var hooks = TrainingHooks()
        let (kept, count) = (Box<TrainingState?>(nil), Box(0))
        let interruption = hooks.interruption
        hooks.save = { kept.value = $0 }
        hooks.observer = { event in
          guard case .batch = event else { return }
          count.value += 1
          if count.value == stop { interruption.request() }
        }
        let trainer = try training.trainer(classifier, hooks: hooks)
        do {
          _ = try trainer.fit(pictures, validation: pictures, from: state)
        } catch LearningError.interrupted {}
        return (try classifier.store.stateDict(), kept.value)
      }
      let whole = try weights().weights
      let stopped = try weights(stop: 9)
      #expect(stopped.weights != whole)
      #expect(try weights(from: stopped.state).weights == whole)
      training.section.progressiveSize = nil
      #expect(try weights().weights != whole)
    }

    /// Those of `TinyTraining`, large enough to be made smaller.
    private static func pictures() throws -> TensorBatches {
      let images = try TinyTraining.source().images.resizedBilinearly(height: 64, width: 64)
      return TensorBatches(images: images, labels: TinyTraining.labels)
    }
  }
}
