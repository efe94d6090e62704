public import Backbones
public import Torch

/// A network as a function of one class: pictures [N, C, H, W] to the logit of that class [N].
public struct ClassScore: Sendable {
  /// The network, in inference.
  public let network: Classifier
  /// The index of the class among the network's logits; for a network with one logit, 1 is the logit and 0 its opposite.
  public let index: Int

  /// The logit of a class.
  ///
  /// - Throws: `AttributionError.noClass`.
  public init(_ network: Classifier, class index: Int) throws {
    let classes = max(network.options.outputs, 2)
    guard (0..<classes).contains(index) else { throw AttributionError.noClass(index: index, classes: classes) }
    self.network = network
    self.index = index
    network.store.isTraining = false
    // No parameter's gradient is asked for, so nothing need be kept for one.
    try network.store.freeze("")
  }

  /// The logit of each picture.
  public func callAsFunction(_ images: Tensor) throws -> Tensor { try of(features: network.backbone(images)) }

  /// The logit of each feature map [N, F, h, w] that the backbone gives.
  func of(features: Tensor) throws -> Tensor {
    let logits = try network.head(features)
    guard network.options.outputs == 1 else { return try logits.select(index, along: 1) }
    let logit = try logits.select(0, along: 1)
    return index == 1 ? logit : try -logit
  }

  /// The gradient of the sum of all pictures' logits by the pictures, that is each picture's own: [N, C, H, W].
  func gradient(at images: Tensor) throws -> Tensor {
    let images = try images.detach().requiringGradient()
    let gradients = try self(images).sum().gradients(of: [images])
    guard let gradient = gradients.first else { return try images.zerosLike() }
    return gradient
  }
}
