import CTorch

/// The processes that train together, as one of them sees them.
///
/// Every process makes the same calls in the same order with tensors of the same shape and layout, from one thread at a
/// time. A call waits until this process's part is done. When another process is gone or does not answer, the call
/// throws `TorchError.peerLost` or `TorchError.peerTimeout`, and so do the later ones.
///
///     if let launch = try LaunchEnvironment(ProcessInfo.processInfo.environment) {
///       let group = try ProcessGroup(launch, backend: .gloo, timeout: .seconds(600))
///       try group.allReduce(loss, .average)
///     }
///
/// - SeeAlso: `torch.distributed`; Li et al., "PyTorch Distributed: Experiences on Accelerating Data Parallel Training",
///   2020, https://arxiv.org/abs/2006.15704.
public final class ProcessGroup: @unchecked Sendable {
  /// What carries tensors between processes.
  public enum Backend: String, Sendable, CaseIterable {
    /// TCP, for tensors on the processor.
    case gloo
    /// NVIDIA's library, for tensors on graphics processors; those on the processor go through Gloo.
    case nccl
  }

  /// How the tensors of all processes become one.
  public enum Reduction: Sendable {
    /// The sum.
    case sum
    /// The largest.
    case max
    /// The mean, for floating-point numbers.
    case average
  }

  /// This process's number, from 0.
  public let rank: Int
  /// How many processes there are.
  public let size: Int
  let handle: ct_group
  let engine: Engine

  /// Joins the group: waits until all processes have come.
  ///
  /// - Parameters:
  ///   - launch: Who this process is and where they meet.
  ///   - name: What tells several groups of the same processes apart.
  ///   - backend: What carries the tensors.
  ///   - timeout: How long to wait for the others, here and in every call.
  public init(
    _ launch: LaunchEnvironment, name: String = "default", backend: Backend, timeout: Duration
  ) throws {
    rank = launch.rank
    size = launch.size
    engine = try Engine.loaded()
    var handle: ct_group?
    let prefix = "hilum/\(launch.restarts)/\(name)"
    let table = engine.table
    let status = launch.address.withCString { address in
      prefix.withCString { prefix in
        (launch.interfaces ?? "").withCString { interfaces in
          var rendezvous = ct_rendezvous(
            address: address, port: Int32(launch.port), hosts: !launch.usesAgentStore && launch.rank == 0,
            prefix: prefix, rank: Int32(launch.rank), size: Int32(launch.size), backend: backend.lowered,
            interfaces: launch.interfaces == nil ? nil : interfaces, device: Int32(launch.localRank),
            timeout_milliseconds: timeout.milliseconds)
          return table.pointee.group_new(&rendezvous, &handle)
        }
      }
    }
    try engine.check(status, "joining the other processes")
    guard let handle else {
      throw TorchError.badArgument(operation: "joining the other processes", reason: "there is no group")
    }
    self.handle = handle
  }

  deinit { engine.table.pointee.group_release(handle) }

  // MARK: - Exchanging

  /// Replaces the elements by their sum, maximum or mean over all processes.
  ///
  /// - Throws: `TorchError.badArgument` for a view with gaps.
  public func allReduce(_ tensor: Tensor, _ reduction: Reduction) throws {
    try engine.check(
      engine.table.pointee.group_all_reduce(handle, tensor.handle, reduction.lowered), "all-reduce",
      shapes: [tensor.shape])
  }

  /// Replaces the elements by those of the process `rank`.
  ///
  /// - Throws: `TorchError.badArgument` for a view with gaps.
  public func broadcast(_ tensor: Tensor, from rank: Int) throws {
    try engine.check(
      engine.table.pointee.group_broadcast(handle, tensor.handle, Int32(clamping: rank)), "broadcast",
      shapes: [tensor.shape])
  }

  /// The tensors of all processes, which have the same shape, in the order of ranks.
  public func allGather(_ tensor: Tensor) throws -> [Tensor] {
    var results = [ct_tensor?](repeating: nil, count: size)
    try engine.check(
      engine.table.pointee.group_all_gather(handle, tensor.handle, &results), "all-gather", shapes: [tensor.shape])
    return results.compactMap { $0.map { Tensor(owning: $0, engine) } }
  }

  /// Waits until all processes have come here.
  public func barrier() throws {
    try engine.check(engine.table.pointee.group_barrier(handle), "barrier")
  }
}

// MARK: - To the engine

extension ProcessGroup.Backend {
  fileprivate var lowered: ct_backend { self == .gloo ? CT_GLOO : CT_NCCL }
}

extension ProcessGroup.Reduction {
  fileprivate var lowered: ct_reduction {
    switch self {
    case .sum: CT_SUM
    case .max: CT_MAX
    case .average: CT_AVERAGE
    }
  }
}

extension Duration {
  /// Whole milliseconds, at least one.
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? .max / 2 : max(1, product + attoseconds / 1_000_000_000_000_000)
  }
}
