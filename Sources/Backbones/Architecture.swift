import Torch

/// The networks that Hilum learns with.
public enum Architecture: String, Sendable, Hashable, Codable, CaseIterable {
  case resnet18, resnet34, resnet50, resnet101, resnet152
  case densenet121
  case mobileNetV2 = "mobilenet_v2"
  case efficientNetB0 = "efficientnet_b0"
  case convNeXtTiny = "convnext_tiny"
  case compactCNN = "compact_cnn"
  case vitB16 = "vit_b_16"
  case vitTiny = "vit_tiny"
  case hybridResNet18 = "hybrid_resnet18"
  case hybridMobileNetV2 = "hybrid_mobilenet_v2"

  /// The network whose pretrained weights this one takes: the convolutional one of a hybrid, else itself.
  public var pretrained: Architecture {
    switch self {
    case .hybridResNet18: .resnet18
    case .hybridMobileNetV2: .mobileNetV2
    default: self
    }
  }

  /// Whether the vector that the head reads is the work of a transformer that learns with the head, so that a frozen
  /// backbone's pooled features can't stand in for pictures.
  public var learnsItsPooling: Bool { pretrained != self }

  /// Whether the network says by its own attention where it looked.
  public var hasAttention: Bool { learnsItsPooling || !endsInMap }

  /// Whether it ends in a feature map, on which attention may stand and beside which a finer one may; else in tokens.
  public var endsInMap: Bool { self != .vitB16 && self != .vitTiny }

  /// The side of the only pictures that the network takes, for which its positions are learnt; nil where any will do.
  public var side: Int? { hasAttention ? VisionTransformer.side : nil }

  /// Builds the network up to its last feature map, with torchvision's parameter names; timm's for `vit_tiny`.
  func backbone(_ scope: Scope) throws -> Backbone {
    switch self {
    case .resnet18, .hybridResNet18: try ResNet.backbone(scope, .resnet18)
    case .resnet34: try ResNet.backbone(scope, .resnet34)
    case .resnet50: try ResNet.backbone(scope, .resnet50)
    case .resnet101: try ResNet.backbone(scope, .resnet101)
    case .resnet152: try ResNet.backbone(scope, .resnet152)
    case .densenet121: try DenseNet.backbone(scope, .densenet121)
    case .mobileNetV2, .hybridMobileNetV2: try MobileNetV2.backbone(scope)
    case .efficientNetB0: try EfficientNet.backbone(scope)
    case .convNeXtTiny: try ConvNeXt.backbone(scope, .tiny)
    case .compactCNN: try CompactCNN.backbone(scope)
    case .vitB16: try VisionTransformer.backbone(scope, .base)
    case .vitTiny: try VisionTransformer.backbone(scope, .tiny)
    }
  }

  /// What makes the head's vector of what the backbone gives; what it learns stands at the place of the head.
  func pooling(_ head: Scope, features: Int) throws -> any Pooling {
    switch self {
    case .vitB16, .vitTiny: ClassTokenPooling(width: features, side: VisionTransformer.patches)
    case .hybridResNet18, .hybridMobileNetV2:
      try AttentionPooling(head / "attention", channels: features, side: Self.lastSide)
    default: MeanPooling(width: features)
    }
  }

  /// The side of a convolutional network's last map of a picture of 224 × 224.
  private static let lastSide = 7

  /// The key that a parameter of a published file has here.
  func currentKey(_ key: String) -> String {
    switch self {
    case .densenet121: DenseNet.currentKey(key)
    case .vitB16: VisionTransformer.currentKey(key)
    default: key
    }
  }

  /// Where the keys of the head begin: the place of torchvision's last linear layer.
  public var headPrefix: String {
    switch self {
    case .densenet121: "classifier"
    case .mobileNetV2, .hybridMobileNetV2, .efficientNetB0: "classifier.1"
    case .convNeXtTiny: "classifier.2"
    case .vitB16: "heads.head"
    case .vitTiny: "head"
    case .compactCNN: "head"
    default: "fc"
    }
  }

  /// Where the keys of the layer normalisation between pooling and head begin; nil for networks without one.
  var headNormPrefix: String? { self == .convNeXtTiny ? "classifier.0" : nil }
}
