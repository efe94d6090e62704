import Crypto
public import FoundationEssentials
import Glibc

/// The SHA-256 of some bytes, written as 64 lower-case hexadecimal digits.
public struct Checksum: Sendable, Hashable, CustomStringConvertible {
  /// The 64 digits.
  public let hex: String

  /// Takes over a checksum that is written as 64 hexadecimal digits; nil for anything else.
  public init?(hex: String) {
    guard hex.utf8.count == 64, hex.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    self.hex = hex.lowercased()
  }

  /// The checksum of bytes in memory.
  public init(of bytes: Data) {
    self.init(SHA256.hash(data: bytes))
  }

  /// The checksum of texts, each with its end, so that other texts have another one.
  public init(of texts: some Sequence<String>) {
    var hasher = SHA256()
    for text in texts {
      var text = text
      text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
      hasher.update(data: [0])
    }
    self.init(hasher.finalize())
  }

  /// The checksum of a file, read in pieces of 1 MiB.
  ///
  /// - Throws: `FileError` if the file can't be read.
  public init(ofFileAt url: URL) throws(FileError) {
    let file = try OpenFile(url, O_RDONLY | O_NONBLOCK, operation: .open)
    _ = try file.byteCount()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { buffer.deallocate() }
    var hasher = SHA256()
    while true {
      let count = try file.read(into: buffer)
      if count == 0 { break }
      hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    self.init(hasher.finalize())
  }

  /// The 64 digits.
  public var description: String { hex }

  /// Checks that a file has this checksum.
  ///
  /// - Throws: `FileError.checksumMismatch` if it has another, or what reading it throws.
  public func verify(fileAt url: URL) throws(FileError) {
    let found = try Checksum(ofFileAt: url)
    guard found == self else {
      throw .checksumMismatch(file: url.lastPathComponent, expected: self, found: found)
    }
  }

  private init(_ digest: SHA256Digest) {
    let digits = Array("0123456789abcdef".utf8)
    hex = String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

// MARK: - Codable

extension Checksum: Codable {
  /// Reads the 64 digits from a string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let checksum = Checksum(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a SHA-256 of 64 hexadecimal digits")
    }
    self = checksum
  }

  /// Writes the 64 digits as a string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
