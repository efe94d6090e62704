/// What reading a foreign ONNX file may cost; checked before anything is decoded.
public struct ONNXLimits: Sendable, Equatable {
  /// The largest file, in bytes.
  public var bytes: Int
  /// The most bytes that are not tensor values: nodes, names, attributes, shapes.
  ///
  /// Decoded they take many times as much.
  public var structureBytes: Int

  /// Limits that every classification network passes: ResNet-152 has 240 MB, of which 0.2 MB are structure.
  public static let standard = ONNXLimits(bytes: 2_000_000_000, structureBytes: 4_000_000)

  /// Makes limits of one's own.
  public init(bytes: Int, structureBytes: Int) {
    self.bytes = bytes
    self.structureBytes = structureBytes
  }
}
