// MARK: - Another shape

extension Tensor {
  /// The same elements in another shape, one of whose sizes may be -1: the one that fits.
  ///
  /// A view where possible.
  public func reshape(_ shape: [Int]) throws -> Tensor { try Aten.reshape(.tensor(self), .ints(shape)) }

  /// The dimensions from `first` to `last` made one.
  public func flatten(from first: Int = 0, to last: Int = -1) throws -> Tensor {
    try Aten.flatten(.tensor(self), .int(first), .int(last))
  }

  /// The dimensions in another order: a view.
  public func permute(_ order: [Int]) throws -> Tensor { try Aten.permute(.tensor(self), .ints(order)) }

  /// Two dimensions exchanged: a view.
  public func transpose(_ first: Int, _ second: Int) throws -> Tensor {
    try Aten.transpose(.tensor(self), .int(first), .int(second))
  }

  /// A dimension of size 1 put in: a view.
  public func unsqueeze(_ dimension: Int) throws -> Tensor { try Aten.unsqueeze(.tensor(self), .int(dimension)) }

  /// A dimension taken out if its size is 1: a view.
  public func squeeze(_ dimension: Int) throws -> Tensor { try Aten.squeezeDim(.tensor(self), .int(dimension)) }

  /// Dimensions of size 1 repeated up to `shape`, without a copy; -1 leaves a size as it is.
  public func expand(_ shape: [Int]) throws -> Tensor { try Aten.expand(.tensor(self), .ints(shape)) }

  /// The elements in reverse order along dimensions.
  public func flip(_ dimensions: [Int]) throws -> Tensor { try Aten.flip(.tensor(self), .ints(dimensions)) }
}

// MARK: - Parts

extension Tensor {
  /// The part at `index` of the first dimension, which goes away: a view.
  ///
  /// Negative indices count from the end.
  public subscript(index: Int) -> Tensor {
    get throws { try select(index, along: 0) }
  }

  /// The parts in `range` of the first dimension: a view.
  public subscript(range: Range<Int>) -> Tensor {
    get throws { try slice(range, along: 0) }
  }

  /// The part at `index` of a dimension, which goes away: a view.
  public func select(_ index: Int, along dimension: Int) throws -> Tensor {
    try Aten.select(.tensor(self), .int(dimension), .int(index))
  }

  /// The parts in `range` of a dimension, every `step`th: a view.
  ///
  /// Like PyTorch's, it is cut off at the size.
  public func slice(_ range: Range<Int>, along dimension: Int, by step: Int = 1) throws -> Tensor {
    try Aten.slice(.tensor(self), .int(dimension), .int(range.lowerBound), .int(range.upperBound), .int(step))
  }

  /// The parts of a dimension at the int64 `indices` [K], copied.
  public func select(_ indices: Tensor, along dimension: Int) throws -> Tensor {
    try Aten.indexSelect(.tensor(self), .int(dimension), .tensor(indices))
  }

  /// For each element of the int64 `indices`, the element with its position but, along a dimension, that index.
  public func gather(_ indices: Tensor, along dimension: Int) throws -> Tensor {
    try Aten.gather(.tensor(self), .int(dimension), .tensor(indices))
  }

  /// The elements where `mask`, a tensor of truth values, is true, of rank 1.
  public func masked(by mask: Tensor) throws -> Tensor {
    try Aten.index(.tensor(self), .optionalTensors([mask]))
  }

  /// Parts of `size`, the last perhaps smaller, along a dimension: views.
  public func split(_ size: Int, along dimension: Int = 0) throws -> [Tensor] {
    try Aten.split.tensors(.tensor(self), .int(size), .int(dimension))
  }
}

// MARK: - Together

extension Tensor {
  /// Tensors one after the other along a dimension that they all have.
  public static func cat(_ tensors: [Tensor], along dimension: Int = 0) throws -> Tensor {
    try Aten.cat(.tensors(tensors), .int(dimension))
  }

  /// Tensors of one shape put beside each other along a new dimension.
  public static func stack(_ tensors: [Tensor], along dimension: Int = 0) throws -> Tensor {
    try Aten.stack(.tensors(tensors), .int(dimension))
  }
}
