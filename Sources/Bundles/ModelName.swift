/// A model's name: 1 to 64 letters, digits, `-`, `_` and `.`, the first a letter or digit, so that it is safe in paths
/// and addresses.
public struct ModelName: Sendable, Hashable, CustomStringConvertible {
  /// The name itself.
  public let description: String

  /// Takes over a name.
  ///
  /// - Throws: ``BundleError/badName(_:)``.
  public init(_ name: String) throws(BundleError) {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
    guard isPlain, (1...64).contains(name.utf8.count), !"-_.".contains(name.prefix(1)) else {
      throw .badName(String(name.prefix(80)))
    }
    description = name
  }
}

extension ModelName: Codable {
  /// Reads the name from a string.
  public init(from decoder: any Decoder) throws {
    try self.init(String(from: decoder))
  }

  /// Writes the name as a string.
  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }
}
