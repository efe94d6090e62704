import Inference

/// A layer of a head as golden scripts write it (Goldens/heads.py).
struct GoldenLayer: Decodable {
  let weight: [Float]?
  let bias: [Float]?
  let scale: [Float]?
  let shift: [Float]?

  var layer: ClassifierHead.Layer {
    if let weight, let bias { return .linear(weight: weight, bias: bias) }
    if let scale, let shift { return .affine(scale: scale, shift: shift) }
    return .relu
  }
}
