import Files
import Foundation
import Testing

@Suite struct LineReaderTests {
  /// Lines of a file, what stands after the last, and where that begins.
  private func read(_ bytes: Data, longestLine: Int = 16 << 20) throws -> (lines: [Data], rest: Data, offset: Int) {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "lines")
      try bytes.write(to: url)
      var reader = try LineReader(url, longestLine: longestLine)
      var lines: [Data] = []
      while let line = try reader.next() { lines.append(line) }
      return (lines, reader.rest, reader.offset)
    }
  }

  @Test func linesEndInLineFeeds() throws {
    let found = try read(Data("a\n\nbc\r\nrest".utf8))
    #expect(found.lines == ["a", "", "bc\r"].map { Data($0.utf8) })
    #expect(found.rest == Data("rest".utf8))
    #expect(found.offset == 7)
    let empty = try read(Data())
    #expect(empty.lines.isEmpty && empty.rest.isEmpty && empty.offset == 0)
  }

  /// Lines of every length about that of the pieces in which a file is read.
  @Test func linesCrossPieces() throws {
    let lengths = [5, (1 << 20) - 7, 0, 1, 1 << 20, (1 << 20) - 1, 3 << 20, 17, (1 << 20) + 1, 2]
    let lines = lengths.enumerated().map { index, length in Data(repeating: UInt8(97 + index), count: length) }
    let bytes = lines.reduce(into: Data()) { $0 += $1 + [10] }
    let found = try read(bytes + Data("xy".utf8))
    #expect(found.lines.map(\.count) == lengths)
    #expect(found.lines == lines)
    #expect(found.rest == Data("xy".utf8) && found.offset == bytes.count)
  }

  @Test func aLineWithoutEndIsNotHeld() throws {
    let found = try read(Data("a\n".utf8) + Data(repeating: 98, count: 8 << 20), longestLine: 1 << 20)
    #expect(found.lines == [Data("a".utf8)] && found.offset == 2)
    #expect(found.rest.count <= 3 << 20)
  }
}
