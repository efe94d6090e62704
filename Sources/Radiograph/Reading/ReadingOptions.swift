/// How a file is read.
public struct ReadingOptions: Sendable, Hashable {
  /// What the file may ask for.
  public var limits: DecodingLimits
  /// The size that will be made of the picture, if a JPEG may be decoded smaller for it (scaled DCT); else `nil`.
  ///
  /// Used only where the picture has at least twice this size each way, so that the decoded picture is never smaller.
  /// Pixels then differ slightly from a full decode; see ``Preprocessing/fastDecode``.
  public var fastDecodeTarget: ImageSize?

  /// Options of your own; without arguments, the exact decode within the standard limits.
  public init(limits: DecodingLimits = .standard, fastDecodeTarget: ImageSize? = nil) {
    self.limits = limits
    self.fastDecodeTarget = fastDecodeTarget
  }

  /// The exact decode within the standard limits.
  public static let standard = ReadingOptions()
}
