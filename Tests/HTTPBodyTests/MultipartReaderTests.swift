import Foundation
import HTTPBody
import Testing

/// Multipart bodies of any kind, in pieces of any length.
struct MultipartReaderTests {
  /// A part as its events tell it.
  private struct Part: Equatable {
    var headers: [String: String]
    var content: [UInt8] = []
    var isWhole = false
  }

  private func parts(
    of body: [UInt8], contentType: String = "multipart/related; boundary=B", pieces: some Sequence<Int>,
    limits: MultipartReader.Limits = .init(bytes: 1 << 16)
  ) throws -> [Part] {
    var reader = try MultipartReader(contentType: contentType, limits: limits)
    var (parts, start) = ([Part](), 0)
    for count in pieces where start < body.count {
      let end = min(body.count, start + count)
      try Array(body[start..<end]).withUnsafeBytes { piece in
        try reader.append(piece) { event in
          switch event {
          case .began(let headers): parts.append(Part(headers: headers))
          case .content(let bytes): parts[parts.count - 1].content += bytes
          case .ended: parts[parts.count - 1].isWhole = true
          }
        }
      }
      start = end
    }
    try reader.finish()
    return parts
  }

  /// Contents full of what looks like a boundary.
  private static let contents = [
    "\r\n--\r\n--A\r\n\r\n--", "", "\r", "\r\n-", "--B--", "\r\n\r\n--\r\n--C--\r\n",
    String(repeating: "\r\n-", count: 40),
  ]

  private static let body = Array(
    ("a preamble\r\n"
      + contents.enumerated().map { "--B\r\nContent-Type: application/dicom\r\nX-N: \($0)\r\n\r\n\($1)\r\n" }.joined()
      + "--B--\r\nan epilogue\r\n--B\r\n").utf8)

  private static let expected = contents.enumerated().map {
    Part(headers: ["content-type": "application/dicom", "x-n": "\($0)"], content: Array($1.utf8), isWhole: true)
  }

  @Test func twoPiecesGiveTheSameWhereverTheyMeet() throws {
    for first in 0...Self.body.count {
      let found = try parts(of: Self.body, pieces: [first, Self.body.count])
      #expect(found == Self.expected, "cut at \(first)")
    }
  }

  @Test(arguments: 1...20)
  func piecesOfAnyLengthGiveTheSame(length: Int) throws {
    #expect(try parts(of: Self.body, pieces: repeatElement(length, count: Self.body.count)) == Self.expected)
  }

  @Test func aBoundaryMayBeQuoted() throws {
    let body = Array("--a b:(c)=?\r\n\r\nx\r\n--a b:(c)=?--".utf8)
    let type = #"multipart/related; type="application/dicom"; boundary="a b:(c)=?""#
    #expect(try parts(of: body, contentType: type, pieces: [3, 400]).map(\.content) == [Array("x".utf8)])
  }

  @Test func contentIsHandedOnBeforeThePartEnds() throws {
    var reader = try MultipartReader(contentType: "multipart/related; boundary=B", limits: .init(bytes: 1 << 20))
    var count = 0
    let piece = Array("--B\r\n\r\n".utf8) + [UInt8](repeating: 7, count: 10_000)
    try piece.withUnsafeBytes {
      try reader.append($0) { event in
        if case .content(let bytes) = event { count += bytes.count }
      }
    }
    #expect(count > 9_990)
  }

  @Test func aBodyThatIsCutOffIsTruncated() {
    let end = Self.body.count - "--\r\nan epilogue\r\n--B\r\n".utf8.count
    for count in stride(from: 0, through: end, by: 7) {
      #expect(throws: HTTPBodyError.truncated) { try parts(of: Array(Self.body[..<count]), pieces: [count]) }
    }
  }
}
