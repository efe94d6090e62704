public import FoundationEssentials

/// A value as one line of JSON: keys in order, slashes as they are.
public enum JSONLine {
  /// The line's bytes, without a line feed.
  ///
  /// - Throws: `EncodingError`.
  public static func bytes(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}
