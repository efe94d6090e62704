public import TensorFiles

extension Tensor {
  /// The tensor with another element type and, if given, on another device and in another memory format.
  ///
  /// Autograd follows it. Returns this very tensor if nothing changes.
  public func to(_ type: ScalarType, on device: Device? = nil, _ format: MemoryFormat = .preserve) throws -> Tensor {
    try moved(.scalarType(type), device.map { .device($0) } ?? .none, format)
  }

  /// The tensor on a device and, if given, in another memory format.
  ///
  /// Returns this very tensor if nothing changes. To a graphics processor the copy is only queued, from memory that its
  /// driver reads by itself: neither this thread nor the device waits.
  public func to(_ device: Device, _ format: MemoryFormat = .preserve) throws -> Tensor {
    try moved(.none, .device(device), format)
  }

  /// The tensor with its elements in this order in memory.
  ///
  /// Returns this very tensor if they are already.
  public func contiguous(_ format: MemoryFormat = .contiguous) throws -> Tensor {
    try Aten.contiguous(.tensor(self), .memoryFormat(format))
  }

  /// A copy with memory of its own, which autograd follows.
  public func clone() throws -> Tensor { try Aten.clone(.tensor(self)) }

  /// A tensor that shares the elements and that autograd does not follow.
  public func detach() throws -> Tensor { try Aten.detach(.tensor(self)) }

  private func moved(_ type: Operator.Value, _ device: Operator.Value, _ format: MemoryFormat) throws -> Tensor {
    // The allocator of pinned memory keeps it until the copy is done, whoever lets go of the tensor before.
    let isQueued =
      if case .device(let target) = device { target.kind == .cuda && self.device.kind == .cpu } else { false }
    let source = isQueued ? try Aten.pinMemory(.tensor(self)) : self
    return try Aten.toCopy(
      .tensor(source), type, .none, device, .none, .bool(isQueued), false, .memoryFormat(format))
  }
}
