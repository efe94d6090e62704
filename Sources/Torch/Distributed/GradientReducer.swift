import CTorch

/// The exchange of gradients in data-parallel training: after a backward pass, each is its mean over all processes.
///
/// Gradients travel in buckets, each as soon as its last gradient is there, while the backward pass goes on; `backward`
/// returns when all have come. Because each process takes its part of a batch, the loss must be weighted so that the mean
/// over processes is the one wanted, such as local sum · processes / whole batch.
///
///     let reducer = try GradientReducer(store.trainable, group: group)
///     for batch in batches {
///       let loss = try loss(model(batch.images), batch.labels)
///       try reducer.prepare(for: loss)
///       try loss.backward()
///       try optimizer.step()
///     }
///
/// - SeeAlso: `torch.nn.parallel.DistributedDataParallel`; Li et al., "PyTorch Distributed", 2020, section 3.2,
///   https://arxiv.org/abs/2006.15704.
public final class GradientReducer: @unchecked Sendable {
  private let handle: ct_reducer
  private let group: ProcessGroup

  /// An exchange of the gradients of `parameters`, which are to begin alike on all processes.
  ///
  /// - Parameters:
  ///   - parameters: Those that training changes, in the order in which the forward pass uses them.
  ///   - group: The processes.
  ///   - bucketBytes: About how many bytes travel together.
  ///   - firstBucketBytes: How many in the first bucket, which goes while there is most left to compute.
  /// - Throws: `TorchError` if a parameter is frozen, or if the processes' parameters differ in number or shape.
  public init(
    _ parameters: [Parameter], group: ProcessGroup, bucketBytes: Int = 25 << 20, firstBucketBytes: Int = 1 << 20
  ) throws {
    self.group = group
    let engine = group.engine
    var handle: ct_reducer?
    let status = withExtendedLifetime(parameters) {
      engine.table.pointee.reducer_new(
        group.handle, parameters.map { $0.tensor.handle }, Int32(parameters.count), Int64(bucketBytes),
        Int64(firstBucketBytes), &handle)
    }
    try engine.check(status, "preparing the exchange of gradients")
    guard let handle else {
      throw TorchError.badArgument(operation: "preparing the exchange of gradients", reason: "there is no exchange")
    }
    self.handle = handle
  }

  deinit { group.engine.table.pointee.reducer_release(handle) }

  /// Lets the next backward pass of `loss` exchange the gradients.
  ///
  /// Left out while gradients are only accumulated: they are exchanged, with what has been gathered, by the pass before
  /// which this is called. Every parameter must get a gradient in that pass.
  public func prepare(for loss: Tensor) throws {
    let engine = group.engine
    try engine.check(engine.table.pointee.reducer_prepare(handle, loss.handle), "preparing the exchange of gradients")
  }
}
