public import Metrics
public import Torch

/// What is true of samples that are learnt from together.
public struct BatchTruths: Sendable {
  /// What is true of each sample.
  public let truths: [Truth]
  /// Who the samples were mixed with, if they were.
  public let mix: Mix?

  /// What is true of some samples.
  public init(truths: [Truth], mix: Mix? = nil) {
    self.truths = truths
    self.mix = mix
  }
}

/// Some samples of a data set, ready for a network: a whole batch, or the part of it that is a rank's.
public struct Batch: Sendable {
  /// What the network takes; the first dimension counts samples, view after view.
  public let input: Tensor
  /// What is true of each sample.
  public let truths: [Truth]
  /// Who the samples were mixed with, if they were.
  public let mix: Mix?
  /// How many views of each sample ``input`` holds.
  public let views: Int
  /// The parts of the batch that other ranks have.
  public let others: [BatchTruths]

  /// A batch.
  public init(input: Tensor, truths: [Truth], mix: Mix? = nil, views: Int = 1, others: [BatchTruths] = []) {
    self.input = input
    self.truths = truths
    self.mix = mix
    self.views = views
    self.others = others
  }

  /// Samples of the whole batch.
  var wholeCount: Int { others.reduce(truths.count) { $0 + $1.truths.count } }
}

/// Where training gets its batches from.
public protocol BatchSource {
  /// What is true of each sample.
  var truths: [Truth] { get }

  /// Hands out the samples at `order` in that order, some at a time.
  ///
  /// - Parameters:
  ///   - order: Indices of samples; one may come more than once.
  ///   - size: Samples a batch; the last may have fewer.
  ///   - epoch: The epoch, from 1, on which augmentation may depend.
  ///   - first: The batch to begin with, counted from 0.
  ///   - part: What is wanted of each batch.
  func forEachBatch(
    order: [Int], size: Int, epoch: Int, startingAt first: Int, part: BatchPart, _ body: (Batch) throws -> Void) throws
}

extension BatchSource {
  /// Hands out whole batches of the samples at `order`.
  package func forEachBatch(
    order: [Int], size: Int, epoch: Int, startingAt first: Int, _ body: (Batch) throws -> Void
  ) throws {
    try forEachBatch(order: order, size: size, epoch: epoch, startingAt: first, part: .whole, body)
  }

  /// Hands out a part of all samples once in their order, for measuring.
  func forEachBatch(of part: BatchPart = .whole, size: Int, _ body: (Batch) throws -> Void) throws {
    let order = Array(part.places(in: truths.indices))
    try forEachBatch(order: order, size: size, epoch: 0, startingAt: 0, part: .whole, body)
  }
}

/// Batches of features that a frozen backbone has given once and for all.
public struct FeatureBatches: BatchSource {
  /// [samples, features].
  private let features: Tensor
  /// What is true of each sample.
  public let truths: [Truth]

  /// Batches of the rows of `features` [samples, features].
  public init(_ features: Tensor, truths: [Truth]) {
    self.features = features
    self.truths = truths
  }

  /// Hands out the rows at `order` in that order, some at a time; they are the same in every epoch.
  public func forEachBatch(
    order: [Int], size: Int, epoch: Int, startingAt first: Int, part: BatchPart, _ body: (Batch) throws -> Void
  ) throws {
    for start in stride(from: first * size, to: order.count, by: size) {
      let batch = start..<min(start + size, order.count)
      let indices = Array(order[part.places(in: batch)])
      let rows = try features.select(Tensor(indices.map(Int64.init)).to(features.device), along: 0)
      let others = part.others.map { part in
        BatchTruths(truths: order[part.places(in: batch)].map { truths[$0] })
      }
      try body(Batch(input: rows, truths: indices.map { truths[$0] }, others: others))
    }
  }
}
