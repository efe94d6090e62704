import Torch

extension Classifier {
  /// Draws the weights of all convolutions and linear layers anew, as Keras does by default: evenly between
  /// ±√(6 / (fanIn + fanOut)), with biases of 0.
  ///
  /// A fan is a layer's inputs, or outputs, times the area of its kernel. Normalisations keep their ones and zeros.
  ///
  /// Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
  public func initializeGlorot() throws {
    try store.initialize { key, shape in
      switch shape.count {
      case 2 where key.hasSuffix("weight"), 4 where key.hasSuffix("weight"):
        let area = shape.dropFirst(2).reduce(1, *)
        return .xavierUniform(fanIn: shape[1] * area, fanOut: shape[0] * area)
      case 1 where key.hasSuffix("bias"): return .constant(0)
      default: return nil
      }
    }
  }
}
