import ONNX
public import Torch

/// What turns a feature map or tokens into logits: pooling and a small network.
///
/// [N, features, h, w] to [N, outputs]. Without a hidden layer it is one linear layer under torchvision's keys, where the
/// network has it so after a layer normalisation of the pooled features.
public struct Head: Module {
  /// The shape of a head.
  public struct Options: Sendable, Hashable, Codable {
    /// Logits a picture: the number of classes, or 1 for a sigmoid.
    public var outputs: Int
    /// Units of the hidden layer with ReLU, if there is one.
    public var hidden: Int?
    /// Whether batch normalisation follows the hidden layer.
    public var batchNorm: Bool
    /// How likely an input of the last layer is dropped in training.
    public var dropout: Double
    /// What weighs the channels and places of the last feature map before it is pooled.
    public var attention: MapAttention
    /// Resolutions whose maps are pooled together: 1, or 2 for the last two.
    public var scales: Int

    /// A head with `outputs` logits.
    public init(
      outputs: Int, hidden: Int? = nil, batchNorm: Bool = false, dropout: Double = 0,
      attention: MapAttention = .none, scales: Int = 1
    ) {
      self.outputs = outputs
      self.hidden = hidden
      self.batchNorm = batchNorm
      self.dropout = dropout
      self.attention = attention
      self.scales = scales
    }
  }

  private struct Normalization {
    let norm: LayerNorm
    let name: String
  }

  private struct Hidden {
    let linear: Linear
    let norm: BatchNorm1d?
  }

  /// What makes one vector of a feature map or of tokens.
  public let pooling: any Pooling
  private let normalization: Normalization?
  private let hidden: Hidden?
  private let dropout: Dropout
  private let output: Linear
  private let name: String

  /// A head with its parameters in `scope`, and those of a normalisation of pooled features in `norm`.
  init(_ scope: Scope, pooling: any Pooling, norm: Scope? = nil, _ options: Options) throws {
    self.pooling = pooling
    normalization = try norm.map {
      Normalization(norm: try LayerNorm($0, pooling.width, epsilon: ConvNeXt.epsilon), name: $0.path)
    }
    dropout = Dropout(scope, options.dropout)
    name = scope.path
    guard let units = options.hidden else {
      hidden = nil
      output = try Linear(scope, pooling.width, options.outputs)
      return
    }
    hidden = Hidden(
      linear: try Linear(scope / "hidden", pooling.width, units),
      norm: options.batchNorm ? try BatchNorm1d(scope / "norm", units, epsilon: 1e-3, momentum: 0.01) : nil)
    output = try Linear(scope / "output", units, options.outputs)
  }

  /// Pools a feature map [N, features, h, w] or tokens [N, T, features] to [N, features].
  public func pooled(_ features: Tensor) throws -> Tensor { try pooling(features) }

  /// From pooled features to logits: [N, features] to [N, outputs].
  public func logits(_ pooled: Tensor) throws -> Tensor {
    let features = try normalization?.norm(pooled) ?? pooled
    guard let hidden else { return try output(dropout(features)) }
    let activated = try hidden.linear(features).relu()
    return try output(dropout(hidden.norm?(activated) ?? activated))
  }

  /// From a feature map to logits.
  public func callAsFunction(_ features: Tensor) throws -> Tensor { try logits(pooled(features)) }

  // MARK: - Export

  /// Writes what follows the pooling: [N, features] to [N, outputs].
  func writeLogits(_ pooled: Value, to graph: inout GraphBuilder) throws -> Value {
    var value = pooled
    if let normalization { value = try normalization.norm.write(value, to: &graph, name: normalization.name) }
    if let hidden {
      let linear = try graph.gemm(
        value, weight: FloatTensor(hidden.linear.weight), bias: hidden.linear.bias?.floats(), name: name + ".hidden")
      value = try graph.relu(linear)
      if let norm = hidden.norm {
        value = try graph.batchNorm(value, BatchNormalization(norm), name: name + ".norm")
      }
    }
    return try graph.gemm(value, weight: FloatTensor(output.weight), bias: output.bias?.floats(), name: name)
  }
}
