import Backbones
import Learning
import Metrics
import Testing
import Torch

/// What of a batch is a rank's, and how parts make up the whole.
@Suite struct BatchPartTests {
  @Test(arguments: [1, 2, 3, 7], [0, 1, 2, 5, 32, 33])
  func partsMakeUpTheBatch(parts: Int, samples: Int) {
    let ranges = (0..<parts).map { BatchPart($0, of: parts).places(in: 100..<100 + samples) }
    #expect(ranges.flatMap(\.self) == Array(100..<100 + samples))
    let counts = ranges.map(\.count)
    #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
  }

  private static let findings: [Truth] = [
    .findings([true, nil, false]), .findings([nil, nil, nil]), .findings([false, true, true]),
    .findings([true, nil, nil]), .findings([nil, false, true]),
  ]
  private static let classes = [0, 2, 1, 1, 0].map(Truth.oneOf)

  /// The losses of the parts add up to that of the whole, and so do their gradients: whatever the mean is over.
  @Test(arguments: LossSection.Kind.allCases, [false, true])
  func lossesOfPartsAddUp(kind: LossSection.Kind, isMixed: Bool) throws {
    for parts in [2, 3, 7] { try expectLossesOfPartsToAddUp(parts, kind, isMixed: isMixed) }
  }

  private func expectLossesOfPartsToAddUp(_ parts: Int, _ kind: LossSection.Kind, isMixed: Bool) throws {
    var section = LossSection()
    section.kind = kind
    section.labelSmoothing = 0.1
    let isSoftmax = kind == .crossEntropy
    section.classWeights = isSoftmax ? .balanced : .none
    let truths = isSoftmax ? Self.classes : Self.findings
    let objective = Objective(
      section, consistency: ConsistencySection(), outputs: isSoftmax ? .softmax : .sigmoid,
      classes: TaskClasses(
        task: isSoftmax ? .multiclass : .multilabel, names: ["a", "b", "c"], positiveClass: 2), truths: truths, on: .cpu
    )
    let order = [4, 2, 0, 1, 3]
    func mix(_ places: Range<Int>) -> Mix? {
      isMixed ? Mix(partners: places.map { truths[order[$0]] }, share: 0.7) : nil
    }
    let views = try [Tensor.filled([5, 3], salt: 1, scale: 2), .filled([5, 3], salt: 2, scale: 2)]
    /// The loss of some of the samples, and its gradient by their logits, view after view.
    func loss(_ places: Range<Int>, _ others: [Range<Int>]) throws -> (value: Double, gradient: [[Float]]) {
      let logits = try Tensor.cat(views.map { try $0.slice(places, along: 0) }).requiringGradient()
      let batch = Batch(
        input: logits, truths: Array(truths[places]), mix: mix(places), views: 2,
        others: others.map { BatchTruths(truths: Array(truths[$0]), mix: mix($0)) })
      let loss = try objective.loss(logits, of: batch)
      try loss.backward()
      let gradient = try logits.gradient?.floats() ?? []
      return (try loss.item(), stride(from: 0, to: gradient.count, by: 3).map { Array(gradient[$0..<$0 + 3]) })
    }
    let whole = try loss(0..<5, [])
    let ranges = (0..<parts).map { BatchPart($0, of: parts).places(in: 0..<5) }
    let found = try ranges.map { range in try loss(range, ranges.filter { $0 != range }) }
    #expect(abs(found.reduce(0) { $0 + $1.value } - whole.value) < 1e-6)
    for view in 0..<2 {
      let rows = zip(ranges, found).flatMap { range, part in
        Array(part.gradient[view * range.count..<(view + 1) * range.count])
      }
      for (row, expected) in zip(rows, whole.gradient[view * 5..<view * 5 + 5]) {
        #expect(zip(row, expected).allSatisfy { abs($0 - $1) < 1e-6 })
      }
    }
  }
}
