/// The networks that a recipe may name.
public enum Architecture: String, Sendable, Hashable, CaseIterable {
  /// ResNet with 18 layers.
  case resnet18
  /// ResNet with 34 layers.
  case resnet34
  /// ResNet with 50 layers.
  case resnet50
  /// ResNet with 101 layers.
  case resnet101
  /// ResNet with 152 layers.
  case resnet152
  /// MobileNetV2.
  case mobileNetV2 = "mobilenet_v2"
  /// DenseNet with 121 layers.
  case denseNet121 = "densenet121"
  /// Three blocks of convolution, ReLU, batch normalisation, pooling and dropout; never pretrained.
  case compactCNN = "compact_cnn"
}
