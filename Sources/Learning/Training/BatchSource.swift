public import Metrics
public import Torch

/// Some samples of a data set, ready for a network.
public struct Batch: Sendable {
  /// What the network takes; the first dimension counts samples, view after view.
  public let input: Tensor
  /// What is true of each sample.
  public let truths: [Truth]
  /// Who the samples were mixed with, if they were.
  public let mix: Mix?
  /// How many views of each sample ``input`` holds.
  public let views: Int

  /// A batch.
  public init(input: Tensor, truths: [Truth], mix: Mix? = nil, views: Int = 1) {
    self.input = input
    self.truths = truths
    self.mix = mix
    self.views = views
  }
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
  func forEachBatch(
    order: [Int], size: Int, epoch: Int, startingAt first: Int, _ body: (Batch) throws -> Void) throws
}

extension BatchSource {
  /// Hands out all samples once in their order, for measuring.
  func forEachBatch(size: Int, _ body: (Batch) throws -> Void) throws {
    try forEachBatch(order: Array(truths.indices), size: size, epoch: 0, startingAt: 0, body)
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
    order: [Int], size: Int, epoch: Int, startingAt first: Int, _ body: (Batch) throws -> Void
  ) throws {
    for start in stride(from: first * size, to: order.count, by: size) {
      let indices = Array(order[start..<min(start + size, order.count)])
      let rows = try features.select(Tensor(indices.map(Int64.init)).to(features.device), along: 0)
      try body(Batch(input: rows, truths: indices.map { truths[$0] }))
    }
  }
}
