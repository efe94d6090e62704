import Backbones
import Foundation
import Learning
import Metrics
import TensorFiles
import Testing
import Torch

/// Batches of tensors in memory, in an order of their own if `isOrdered`.
struct TensorBatches: BatchSource {
  let images: Tensor
  let truths: [Truth]
  var isOrdered = false

  init(images: Tensor, labels: [Int], isOrdered: Bool = false) {
    self.images = images
    truths = labels.map(Truth.oneOf)
    self.isOrdered = isOrdered
  }

  func forEachBatch(
    order: [Int], size: Int, epoch: Int, startingAt first: Int, part: BatchPart, _ body: (Batch) throws -> Void
  ) throws {
    let order = isOrdered ? Array(truths.indices) : order
    for start in stride(from: first * size, to: order.count, by: size) {
      func indices(_ part: BatchPart) -> [Int] {
        Array(order[part.places(in: start..<min(start + size, order.count))])
      }
      let input = try images.select(Tensor(indices(part).map(Int64.init)), along: 0).contiguous(.channelsLast)
      let others = (0..<part.count).filter { $0 != part.index }.map { other in
        BatchTruths(truths: indices(BatchPart(other, of: part.count)).map { truths[$0] })
      }
      try body(Batch(input: input, truths: indices(part).map { truths[$0] }, others: others))
    }
  }
}

extension TaskClasses {
  /// Two, of which the second counts as positive.
  static var two: TaskClasses { TaskClasses(task: .binary, names: ["NO", "YES"], positiveClass: 1) }
}

extension Tensor {
  /// Numbers that look random, evenly between -scale and scale, as `make_goldens.py` makes them.
  static func filled(_ shape: [Int], salt: Double, scale: Double) throws -> Tensor {
    let count = shape.reduce(1, *)
    let values = (0..<count).map { index in
      let noise = sin(Double(index) * 12.9898 + salt * 78.233) * 43758.5453
      return Float((2 * (noise - noise.rounded(.down)) - 1) * scale)
    }
    return try Tensor(values, shape: shape)
  }
}

extension Classifier {
  /// Gives the parameters the values that the goldens' networks begin with.
  func fill() throws {
    var state = try store.stateDict()
    for (salt, parameter) in store.parameters.enumerated() {
      let shape = parameter.tensor.shape
      if shape.count > 1 {
        let fan = Double(shape.dropFirst().reduce(1, *))
        state[parameter.key] = try Tensor.filled(shape, salt: Double(salt), scale: (6 / fan).squareRoot()).stored()
      } else {
        state[parameter.key] = try Tensor.full(shape, parameter.key.hasSuffix("weight") ? 1 : 0).stored()
      }
    }
    try store.load(state)
  }
}

/// Suites that use LibTorch's one source of random numbers, or its number of threads, take turns in here.
@Suite(.serialized) enum TrainingTests {}

/// A small training on 26 pictures of 16 × 16 pixels that two classes can be told apart by.
///
/// By default a head with a hidden layer and batch normalisation learns from images. It draws no random numbers, so that
/// tests that run at the same time can't change what comes out.
struct TinyTraining {
  var section = TrainSection()
  var architecture = Architecture.compactCNN
  var head = Head.Options(outputs: 2, hidden: 8, batchNorm: true)
  var input = TrainableNetwork.Input.images

  init() {
    section.epochs = 3
    section.batchSize = 4
    section.optimizer.kind = .adamw
    section.optimizer.learningRate = 3e-3
  }

  static let labels = (0..<26).map { ($0 * 5 / 3) % 2 }

  static func source() throws -> TensorBatches {
    let noise = try Tensor.filled([26, 3, 16, 16], salt: 1, scale: 1)
    let signal = try Tensor(labels.map { Float($0) * 0.6 - 0.3 }, shape: [26, 1, 1, 1])
    return TensorBatches(images: try noise + signal, labels: labels)
  }

  func classifier() throws -> Classifier {
    try Classifier(architecture, head: head, seed: 5)
  }

  func trainer(
    _ classifier: Classifier, hooks: TrainingHooks = TrainingHooks(), ranks: Ranks = .alone
  ) throws -> Trainer {
    try Trainer(
      TrainableNetwork(classifier, section, input: input), section,
      objective: Objective(
        section.loss, outputs: .softmax, classes: .two, truths: Self.labels.map(Truth.oneOf), on: .cpu), hooks: hooks,
      ranks: ranks)
  }

  /// Stops after `batches` batches and returns what was kept.
  func state(stoppedAfter batches: Int) throws -> TrainingState {
    let (kept, count) = (Box<TrainingState?>(nil), Box(0))
    var hooks = TrainingHooks()
    let interruption = hooks.interruption
    hooks.save = { kept.value = $0 }
    hooks.observer = { event in
      guard case .batch = event else { return }
      count.value += 1
      if count.value == batches { interruption.request() }
    }
    let source = try Self.source()
    #expect(throws: LearningError.interrupted) {
      try trainer(classifier(), hooks: hooks).fit(source, validation: source)
    }
    return try #require(kept.value)
  }

  /// Trains to the end and returns the weights.
  func weights(hooks: TrainingHooks = TrainingHooks(), ranks: Ranks = .alone) throws -> [String: StoredTensor] {
    let classifier = try classifier()
    _ = try trainer(classifier, hooks: hooks, ranks: ranks).fit(Self.source(), validation: Self.source())
    return try classifier.store.stateDict()
  }
}

/// Something that closures write to.
final class Box<Value> {
  var value: Value

  init(_ value: Value) { self.value = value }
}
