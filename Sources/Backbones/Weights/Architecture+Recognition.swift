extension Architecture {
  /// A tensor by which a network is told from the others: one of its last block, deeper networks before those whose blocks
  /// they have, too.
  private static let marks: [(architecture: Architecture, key: String, shape: [Int])] = [
    (.resnet152, "layer3.35.conv3.weight", [1024, 256, 1, 1]),
    (.resnet101, "layer3.22.conv3.weight", [1024, 256, 1, 1]),
    (.resnet50, "layer3.5.conv3.weight", [1024, 256, 1, 1]),
    (.resnet34, "layer3.5.conv2.weight", [256, 256, 3, 3]),
    (.resnet18, "layer4.1.conv2.weight", [512, 512, 3, 3]),
    (.densenet121, "features.denseblock4.denselayer16.conv2.weight", [32, 128, 3, 3]),
    (.mobileNetV2, "features.18.0.weight", [1280, 320, 1, 1]),
    (.efficientNetB0, "features.8.0.weight", [1280, 320, 1, 1]),
    (.convNeXtTiny, "features.7.2.block.5.weight", [768, 3072]),
    (.vitB16, "encoder.layers.encoder_layer_11.mlp.0.weight", [3072, 768]),
    (.vitTiny, "blocks.11.mlp.fc1.weight", [768, 192]),
    (.compactCNN, "block3.conv.weight", [128, 64, 3, 3]),
  ]

  /// The network that a state dict is of, by its last block; nil for one of none that is known.
  ///
  /// - Parameter shapes: The tensors' shapes by their keys, as torchvision has them now or had them before.
  public static func recognised(in shapes: [String: [Int]]) -> Architecture? {
    marks.first { mark in
      shapes.contains { $0.value == mark.shape && mark.architecture.currentKey($0.key) == mark.key }
    }?.architecture
  }
}
