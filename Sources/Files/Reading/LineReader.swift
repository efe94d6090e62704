public import FoundationEssentials
import Glibc

/// Reads a file line by line, a piece of it at a time in memory.
public struct LineReader: ~Copyable {
  private let file: OpenFile
  private let longestLine: Int
  private var buffer: [UInt8] = []
  /// Where the next line begins in the buffer.
  private var start = 0
  /// The bytes of all lines so far, their ends among them.
  public private(set) var offset = 0

  private static let pieceSize = 1 << 20

  /// A reader of the regular file at `url`.
  ///
  /// - Parameter longestLine: Lines of more bytes end the reading.
  /// - Throws: `FileError`.
  public init(_ url: URL, longestLine: Int = 16 << 20) throws(FileError) {
    let file = try OpenFile(url, O_RDONLY | O_NONBLOCK, operation: .open)
    _ = try file.byteCount()
    self.file = file
    self.longestLine = longestLine
  }

  /// The next line without its line feed; nil where none is left that has one.
  ///
  /// - Throws: `FileError`.
  public mutating func next() throws(FileError) -> Data? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Data(buffer[start..<end])
        offset += end + 1 - start
        start = end + 1
        return line
      }
      guard buffer.count - start <= longestLine else { return nil }
      searched = buffer.count - start
      guard try fill() else { return nil }
    }
  }

  /// What stands after the last line feed, once ``next()`` has given nil.
  public var rest: Data { Data(buffer[start...]) }

  /// Drops the lines that were given, and reads another piece; false at the end of the file.
  private mutating func fill() throws(FileError) -> Bool {
    buffer.removeSubrange(..<start)
    start = 0
    var piece = [UInt8](repeating: 0, count: Self.pieceSize)
    var span = piece.mutableSpan
    let count = try span.withUnsafeMutableBytes { (bytes) throws(FileError) in try file.read(into: bytes) }
    buffer += piece[..<count]
    return count > 0
  }
}
