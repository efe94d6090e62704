import Torch

/// The networks that Hilum learns with.
public enum Architecture: String, Sendable, Hashable, Codable, CaseIterable {
  case resnet18, resnet34, resnet50, resnet101, resnet152
  case densenet121
  case mobileNetV2 = "mobilenet_v2"
  case efficientNetB0 = "efficientnet_b0"
  case convNeXtTiny = "convnext_tiny"
  case compactCNN = "compact_cnn"

  /// Builds the network up to its last feature map, with torchvision's parameter names.
  func backbone(_ scope: Scope) throws -> Backbone {
    switch self {
    case .resnet18: try ResNet.backbone(scope, .resnet18)
    case .resnet34: try ResNet.backbone(scope, .resnet34)
    case .resnet50: try ResNet.backbone(scope, .resnet50)
    case .resnet101: try ResNet.backbone(scope, .resnet101)
    case .resnet152: try ResNet.backbone(scope, .resnet152)
    case .densenet121: try DenseNet.backbone(scope, .densenet121)
    case .mobileNetV2: try MobileNetV2.backbone(scope)
    case .efficientNetB0: try EfficientNet.backbone(scope)
    case .convNeXtTiny: try ConvNeXt.backbone(scope, .tiny)
    case .compactCNN: try CompactCNN.backbone(scope)
    }
  }

  /// The key that a parameter of a published file has here.
  func currentKey(_ key: String) -> String {
    self == .densenet121 ? DenseNet.currentKey(key) : key
  }

  /// Where the keys of the head begin: the place of torchvision's last linear layer.
  public var headPrefix: String {
    switch self {
    case .densenet121: "classifier"
    case .mobileNetV2, .efficientNetB0: "classifier.1"
    case .convNeXtTiny: "classifier.2"
    case .compactCNN: "head"
    default: "fc"
    }
  }

  /// Where the keys of the layer normalisation between pooling and head begin; nil for networks without one.
  var headNormPrefix: String? { self == .convNeXtTiny ? "classifier.0" : nil }
}
