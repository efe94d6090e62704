/// The small network between pooled features and logits, kept beside the engine to take its gradient.
///
/// With global average pooling before it, the gradient of a logit through this head alone is all that Grad-CAM needs, so
/// no backward pass through the network takes place.
public struct ClassifierHead: Sendable, Equatable {
  /// A layer of a head.
  public enum Layer: Sendable, Equatable {
    /// `y = weight · x + bias`; `weight` is row-major `[bias.count, inputs]`.
    case linear(weight: [Float], bias: [Float])
    /// `y = max(x, 0)`.
    case relu
    /// `y = scale · x + shift` element by element: batch normalisation as it acts in inference.
    case affine(scale: [Float], shift: [Float])
    /// `y = scale · (x - mean) / √(variance + epsilon) + shift` with mean and variance over x: layer normalisation.
    case layerNorm(scale: [Float], shift: [Float], epsilon: Float)
  }

  /// The layers from features to logits.
  public let layers: [Layer]
  /// The number of pooled features that go in.
  public let inputs: Int
  /// The number of logits that come out.
  public let outputs: Int

  /// Makes a head that takes `inputs` features.
  ///
  /// - Throws: `ExplanationError.head` where layers do not fit.
  public init(inputs: Int, layers: [Layer]) throws(ExplanationError) {
    var width = inputs
    for layer in layers {
      switch layer {
      case .linear(let weight, let bias):
        guard width > 0, weight.count == width * bias.count else {
          throw .head("a linear layer of \(weight.count) weights cannot take \(width) values to \(bias.count)")
        }
        width = bias.count
      case .relu:
        break
      case .affine(let scale, let shift), .layerNorm(let scale, let shift, _):
        guard scale.count == width, shift.count == width else {
          throw .head("a normalisation of \(scale.count) values cannot take \(width)")
        }
      }
    }
    guard inputs > 0, width > 0 else { throw .head("it has no values") }
    self.layers = layers
    self.inputs = inputs
    outputs = width
  }

  /// The logits for pooled features.
  public func logits(_ embedding: some Collection<Float>) -> [Float] {
    values(embedding).last ?? []
  }

  /// What goes into the last layer.
  func lastInput(_ embedding: some Collection<Float>) -> [Float] {
    values(embedding).dropLast().last ?? Array(embedding)
  }

  /// The gradients of several logits by the pooled features, at these features: row-major `[logits.count, inputs]`.
  ///
  /// All of them share one pass to the logits, and go back through the layers together.
  public func gradients(ofLogits logits: [Int], at embedding: some Collection<Float>) -> [Float] {
    var gradients = logits.flatMap { logit in (0..<outputs).map { $0 == logit ? Float(1) : 0 } }
    for (layer, input) in zip(layers, values(embedding)).reversed() {
      switch layer {
      case .linear(let weight, let bias):
        gradients = weight.withUnsafeBufferPointer {
          VectorMath.product(gradients, $0, inner: bias.count, columns: input.count)
        }
      case .relu:
        for index in gradients.indices where input[index % input.count] <= 0 { gradients[index] = 0 }
      case .affine(let scale, _):
        for index in gradients.indices { gradients[index] *= scale[index % scale.count] }
      case .layerNorm(let scale, _, let epsilon):
        let normalization = LayerNormalization(of: input, epsilon: epsilon)
        gradients = stride(from: 0, to: gradients.count, by: scale.count).flatMap { start in
          normalization.gradient(zip(gradients[start..<start + scale.count], scale).map { $0 * $1 })
        }
      }
    }
    return gradients
  }

  /// What goes into each layer, and the logits at the end.
  private func values(_ embedding: some Collection<Float>) -> [[Float]] {
    var values = [Array(embedding)]
    for layer in layers {
      let input = values[values.count - 1]
      switch layer {
      case .linear(let weight, let bias):
        values.append(
          bias.indices.map { row in
            input.indices.reduce(bias[row]) { $0 + weight[row * input.count + $1] * input[$1] }
          })
      case .relu:
        values.append(input.map { max($0, 0) })
      case .affine(let scale, let shift):
        values.append(input.indices.map { input[$0] * scale[$0] + shift[$0] })
      case .layerNorm(let scale, let shift, let epsilon):
        let normalised = LayerNormalization(of: input, epsilon: epsilon).values
        values.append(input.indices.map { normalised[$0] * scale[$0] + shift[$0] })
      }
    }
    return values
  }
}
