/// What the header of a picture's file tells.
public struct ImageHeader: Sendable, Hashable, Codable {
  /// The file's format.
  public let format: ImageFormat
  /// Columns of the upright picture.
  public let width: Int
  /// Rows of the upright picture.
  public let height: Int
  /// Samples a pixel once decoded: 1 or 3.
  public let channels: Int
  /// Significant bits of a sample once decoded.
  public let bitDepth: Int

  private enum CodingKeys: String, CodingKey {
    case format, width, height, channels
    case bitDepth = "bit_depth"
  }
}
