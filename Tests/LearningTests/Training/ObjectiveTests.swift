import Foundation
import Learning
import Metrics
import Testing
import Torch

/// What is minimised, for each task.
@Suite struct ObjectiveTests {
  private func objective(
    _ task: ClassificationTask, _ kind: LossSection.Kind, classes: Int, truths: [Truth] = [],
    change: (inout LossSection) -> Void = { _ in }
  ) -> Objective {
    var section = LossSection()
    section.kind = kind
    change(&section)
    let isSigmoid = task == .multilabel
    return Objective(
      section, outputs: isSigmoid ? .sigmoid : .softmax,
      classes: TaskClasses(task: task, names: (0..<classes).map(String.init), positiveClass: classes - 1),
      truths: truths, on: .cpu)
  }

  private let findings: [Truth] = [
    .findings([true, false, nil]), .findings([nil, true, false]), .findings([false, false, true]),
  ]

  /// scikit-learn's `compute_class_weight("balanced")` of 4, 2 and 1 of 7 is 7/12, 7/6, 7/3.
  @Test func weightsOfThreeClassesAreScikitLearns() throws {
    let truths = [0, 0, 1, 0, 2, 1, 0].map(Truth.oneOf)
    let logits = try Tensor.filled([7, 3], salt: 2, scale: 2)
    let ours = objective(.multiclass, .crossEntropy, classes: 3, truths: truths) { $0.classWeights = .balanced }
    let weight = try Tensor([7.0 / 12, 7.0 / 6, 7.0 / 3] as [Float])
    let expected = try CrossEntropyLoss(weight: weight)(logits, Tensor(truths.map { Int64($0.label) })).item()
    #expect(abs(try ours.loss(logits, truths).item() - expected) < 1e-6)
  }

  /// Each logit for its class against the others: the mean of −log σ(±x).
  @Test func binaryCrossEntropyOfTwoLogits() throws {
    let values: [Float] = [1, -2, 0.5, 0.25]
    let ours = objective(.binary, .bceWithLogits, classes: 2)
    func expected(smoothing: Double) -> Double {
      let targets: [Double] = [1, 0, 0, 1].map { $0 * (1 - smoothing) + smoothing / 2 }
      return zip(values, targets).reduce(0) { sum, pair in
        let chance = 1 / (1 + exp(-Double(pair.0)))
        return sum - (pair.1 * log(chance) + (1 - pair.1) * log(1 - chance)) / 4
      }
    }
    let (logits, truths) = (try Tensor(values, shape: [2, 2]), [Truth.oneOf(0), .oneOf(1)])
    #expect(abs(try ours.loss(logits, truths).item() - expected(smoothing: 0)) < 1e-6)
    let smooth = objective(.binary, .bceWithLogits, classes: 2) { $0.labelSmoothing = 0.2 }
    #expect(abs(try smooth.loss(logits, truths).item() - expected(smoothing: 0.2)) < 1e-6)
  }

  @Test func whatIsNotKnownDoesNotCount() throws {
    let logits = try Tensor.filled([3, 3], salt: 3, scale: 2)
    for kind in [LossSection.Kind.bceWithLogits, .focal, .asymmetric] {
      let ours = objective(.multilabel, kind, classes: 3)
      let input = try Tensor(logits.floats(), shape: [3, 3]).requiringGradient()
      let loss = try ours.loss(input, findings)
      try loss.backward()
      let gathered = try input.gradient
      let gradient = try #require(gathered).floats()
      #expect(gradient[2] == 0 && gradient[3] == 0)
      #expect(gradient.enumerated().allSatisfy { [2, 3].contains($0.offset) || $0.element != 0 })
      // Whatever the network says of it.
      var others = try logits.floats()
      (others[2], others[3]) = (30, -30)
      #expect(try ours.loss(Tensor(others, shape: [3, 3]), findings).item() == loss.item())
      // Nothing is known at all.
      let unknown = [Truth](repeating: .findings([nil, nil, nil]), count: 3)
      #expect(try ours.loss(logits, unknown).item() == 0)
    }
  }

  @Test func positivesOfAFindingWeighAsMuchAsItsNegatives() {
    let rare: [Truth] = (0..<1000).map { .findings([$0 == 0, $0 % 4 == 0, $0 < 2 ? nil : false, true]) }
    #expect(FindingCounts(rare).positives == [1, 250, 0, 1000])
    #expect(FindingCounts(rare).negatives == [999, 750, 998, 0])
    // 999 is more than the limit; without positives or negatives there is nothing to weigh.
    #expect(FindingCounts(rare).positiveWeights == [100, 3, 1, 1])
    #expect(FindingCounts([.oneOf(0)]).positiveWeights.isEmpty)
  }

  @Test func theLossOfAMixIsTheMixOfLosses() throws {
    let classes = [0, 2, 1].map(Truth.oneOf)
    let known: [Truth] = [.findings([true, false]), .findings([true, true]), .findings([false, false])]
    func check(_ objective: Objective, _ truths: [Truth], outputs: Int) throws {
      let logits = try Tensor.filled([3, outputs], salt: 4, scale: 2)
      let partners = [truths[2], truths[0], truths[1]]
      let mixed = try objective.loss(logits, truths, mix: Mix(partners: partners, share: 0.3)).item()
      let expected = try 0.3 * objective.loss(logits, truths).item() + 0.7 * objective.loss(logits, partners).item()
      #expect(abs(mixed - expected) < 1e-6)
    }
    for kind in [LossSection.Kind.crossEntropy, .focal] {
      try check(objective(.multiclass, kind, classes: 3) { $0.labelSmoothing = 0.1 }, classes, outputs: 3)
    }
    for kind in [LossSection.Kind.bceWithLogits, .focal, .asymmetric] {
      try check(objective(.multilabel, kind, classes: 2) { $0.labelSmoothing = 0.1 }, known, outputs: 2)
    }
  }

  @Test func aMixWithTheUnknownIsUnknown() {
    let row = { (truth: Truth) -> [Float?] in
      guard case .findings(let findings) = truth else { return [] }
      return findings.map { $0.map { $0 ? 1 : 0 } }
    }
    let mix = Mix(partners: [findings[1], findings[2], findings[0]], share: 0.25)
    let targets = Targets(findings, mix: mix, smoothing: 0, among: 2, row: row)
    #expect(targets.known == [0, 1, 0, 0, 1, 1, 1, 1, 0])
    #expect(targets.shares == [0, 0.75, 0, 0, 0.25, 0.75, 0.75, 0, 0])
    let smoothed = Targets([.findings([true, false, nil])], mix: nil, smoothing: 0.2, among: 2, row: row)
    #expect(smoothed.shares.map { ($0 * 100).rounded() } == [90, 10, 0] && smoothed.known == [1, 1, 0])
  }

  /// Each finding's sigmoid is a distribution of its own: with one it is as ever, and with several it is their mean.
  @Test func viewsOfFindingsAreApartByTheMeanOfTheirs() throws {
    let (first, second) = (try Tensor.filled([4, 3], salt: 5, scale: 2), try Tensor.filled([4, 3], salt: 6, scale: 2))
    let together = try ConsistencyLoss(.sigmoid)(first, second).item()
    let apart = try (0..<3).map { column in
      let place = try Tensor([Int64(column)])
      return try ConsistencyLoss(.sigmoid)(first.select(place, along: 1), second.select(place, along: 1)).item()
    }
    #expect(abs(together - apart.reduce(0, +) / 3) < 1e-6)
  }

  @Test func outputsFollowFromTaskAndClasses() throws {
    var head = HeadSection()
    #expect(try head.count(for: .binary, classes: 2) == 2)
    #expect(try head.count(for: .multiclass, classes: 1000) == 1000)
    #expect(throws: LearningError.outputsDoNotFit(.multilabel, outputs: .softmax)) {
      try head.count(for: .multilabel, classes: 14)
    }
    head.outputs = .sigmoid
    #expect(try head.count(for: .binary, classes: 2) == 1)
    #expect(try head.count(for: .multilabel, classes: 14) == 14)
    let error = #expect(throws: LearningError.self) { try head.count(for: .multiclass, classes: 3) }
    #expect(error?.description.contains("multi-class") == true)
  }
}
