import Backbones
import Foundation
import Learning
import Metrics
import Testing
import Torch

extension TrainingTests {
  /// Accuracies of an epoch while it learns, against logits that are computed again beside the training.
  @Suite struct TrainingAccuracyTests {
    /// Each batch is run again with the weights that it met, those after the batch before it.
    @Test(arguments: [TrainSection.Precision.f32, .bf16])
    func theyAreThoseOfTheBatchesAsTheyWere(precision: TrainSection.Precision) throws {
      var training = TinyTraining()
      training.section.epochs = 2
      training.section.optimizer.learningRate = 0.05
      training.section.precision = precision
      let classifier = try training.classifier()
      let network = try TrainableNetwork(classifier, training.section, input: training.input)
      var source = try TinyTraining.source()
      source.isOrdered = true
      let (size, labels) = (training.section.batchSize, TinyTraining.labels)
      let right = Box([0, 0])
      func run(_ batch: Int, epoch: Int) throws {
        let places = batch * size..<min((batch + 1) * size, labels.count)
        let images = try source.images.select(Tensor(places.map(Int64.init)), along: 0).contiguous(.channelsLast)
        // In training the logits do not depend on the running statistics, which this moves besides.
        let logits = try withoutGradients { try network.logits(images).floats() }
        for (row, place) in places.enumerated() {
          let said = logits[2 * row + 1] >= logits[2 * row] ? 1 : 0
          right.value[epoch - 1] += said == labels[place] ? 1 : 0
        }
      }
      classifier.store.isTraining = true
      try run(0, epoch: 1)
      let (found, failure) = (Box<[Double?]>([]), Box<(any Error)?>(nil))
      var hooks = TrainingHooks()
      hooks.observer = { event in
        guard case .batch(let epoch, let batch, let batches, _) = event else { return }
        do {
          if batch < batches { try run(batch, epoch: epoch) } else if epoch == 1 { try run(0, epoch: 2) }
        } catch { failure.value = error }
      }
      hooks.record = { result, _ in found.value.append(result.trainAccuracy) }
      _ = try training.trainer(classifier, hooks: hooks).fit(source, validation: source)
      #expect(failure.value == nil)
      #expect(found.value == right.value.map { Double($0) / Double(labels.count) })
      #expect(Set(right.value).count == 2)
    }

    /// A stop inside an epoch loses no count.
    @Test func aStopLosesNone() throws {
      func accuracies(from state: TrainingState?) throws -> [Double?] {
        let training = TinyTraining()
        let source = try TinyTraining.source()
        return try training.trainer(training.classifier()).fit(source, validation: source, from: state)
          .epochs.map(\.trainAccuracy)
      }
      let state = try TinyTraining().state(stoppedAfter: 9)
      #expect(try accuracies(from: state) == accuracies(from: nil))
    }
  }
}

/// What counts as right.
@Suite struct RightCountTests {
  private static func objective(
    _ outputs: HeadSection.Outputs, _ task: ClassificationTask, _ names: [String], positive: Int = 1
  ) -> Objective {
    var section = LossSection()
    if outputs == .sigmoid { section.kind = .bceWithLogits }
    return Objective(
      section, outputs: outputs, classes: TaskClasses(task: task, names: names, positiveClass: positive), truths: [],
      on: .cpu)
  }

  private func expect(
    _ objective: Objective, _ logits: [Float], _ samples: BatchTruths, right: Int, known: Int
  ) {
    let count = objective.rightCount(logits, of: samples)
    #expect(count.right == right && count.known == known)
  }

  @Test func ofClassesTheGreatestLogit() {
    let objective = Self.objective(.softmax, .multiclass, ["A", "B", "C"])
    expect(
      objective, [2, 1, 0, 0, 1, 2, 1, 5, 2], BatchTruths(truths: [.oneOf(0), .oneOf(1), .oneOf(1)]), right: 2, known: 3
    )
  }

  @Test func ofOneSigmoidItsSign() {
    let objective = Self.objective(.sigmoid, .binary, ["A", "B"])
    expect(objective, [0.5, -0.5, 0], BatchTruths(truths: [.oneOf(1), .oneOf(1), .oneOf(1)]), right: 2, known: 3)
    let turned = Self.objective(.sigmoid, .binary, ["B", "A"], positive: 0)
    expect(turned, [0.5, -0.5], BatchTruths(truths: [.oneOf(0), .oneOf(0)]), right: 1, known: 2)
  }

  /// Samples with an unknown finding are left out, as in the accuracy on validation data.
  @Test func ofFindingsAllOfThem() {
    let objective = Self.objective(.sigmoid, .multilabel, ["A", "B"])
    let truths: [Truth] = [.findings([true, false]), .findings([true, true]), .findings([nil, true])]
    expect(objective, [1, -1, 1, -1, 1, 1], BatchTruths(truths: truths), right: 1, known: 2)
    expect(objective, [1, 1], BatchTruths(truths: [.findings([nil, nil])]), right: 0, known: 0)
    #expect(objective.rightCount([1, 1], of: BatchTruths(truths: [.findings([nil, nil])])).accuracy == nil)
  }

  @Test func ofMixesTheGreaterShare() {
    let objective = Self.objective(.softmax, .binary, ["A", "B"])
    let truths: [Truth] = [.oneOf(0), .oneOf(1)]
    for (share, right) in [(0.7, 2), (0.5, 2), (0.3, 0)] {
      let mix = Mix(partners: [.oneOf(1), .oneOf(0)], share: share)
      expect(objective, [1, 0, 0, 1], BatchTruths(truths: truths, mix: mix), right: right, known: 2)
    }
    let findings = Self.objective(.sigmoid, .multilabel, ["A", "B"])
    let mix = Mix(partners: [.findings([true, nil])], share: 0.9)
    expect(findings, [1, 1], BatchTruths(truths: [.findings([true, true])], mix: mix), right: 0, known: 0)
  }

  @Test func ofViewsEach() {
    let objective = Self.objective(.softmax, .binary, ["A", "B"])
    expect(objective, [1, 0, 0, 1, 0, 1, 0, 1], BatchTruths(truths: [.oneOf(0), .oneOf(1)]), right: 3, known: 4)
  }
}
