/// A vector brought to mean 0 and variance 1: `(x - mean) / √(variance + epsilon)`.
///
/// Ba, Kiros and Hinton, "Layer Normalization", 2016, <https://arxiv.org/abs/1607.06450>.
struct LayerNormalization {
  /// The normalised vector.
  let values: [Float]
  private let deviation: Float

  /// Normalises a vector.
  init(of vector: [Float], epsilon: Float) {
    let count = Float(max(1, vector.count))
    let mean = vector.reduce(0, +) / count
    let variance = vector.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let deviation = (variance + epsilon).squareRoot()
    self.deviation = deviation
    values = vector.map { ($0 - mean) / deviation }
  }

  /// The gradient by the vector, of what has this gradient by the normalised one.
  ///
  /// With y the normalised vector and g its gradient: `(g - mean(g) - y · mean(g · y)) / deviation`.
  func gradient(_ upstream: [Float]) -> [Float] {
    let count = Float(max(1, values.count))
    let mean = upstream.reduce(0, +) / count
    let along = zip(upstream, values).reduce(0) { $0 + $1.0 * $1.1 } / count
    return zip(upstream, values).map { ($0 - mean - $1 * along) / deviation }
  }
}
