import Foundation
import HTTPBody
import Testing

/// Multipart bodies, whole and in pieces, good and bad.
struct MultipartParserTests {
  private static let limits = MultipartParser.Limits(bytes: 1 << 16, parts: 4, headerBytes: 512)

  private func parse(
    _ body: Data, contentType: String = "multipart/form-data; boundary=B", piece: Int = .max
  ) throws -> [MultipartParser.Part] {
    var parser = try MultipartParser(contentType: contentType, limits: Self.limits)
    var rest = body[...]
    while !rest.isEmpty {
      try Data(rest.prefix(piece)).withUnsafeBytes { try parser.append($0) }
      rest = rest.dropFirst(piece)
    }
    return try parser.finish()
  }

  private func part(_ content: String, headers: String = "Content-Disposition: form-data; name=\"file\"") -> String {
    "--B\r\n\(headers)\r\n\r\n\(content)\r\n"
  }

  @Test(arguments: [1, 2, 3, 7, 64, Int.max])
  func piecesOfAnyLengthGiveTheSame(piece: Int) throws {
    let body = Data(
      (part(
        "one\r\n--",
        headers: "Content-Disposition: form-data; name=\"file\"; filename=\"a;b.png\"\r\nContent-Type: image/png")
        + part("") + "--B--\r\n").utf8)
    let parts = try parse(body, piece: piece)
    #expect(parts.map(\.content) == [Data("one\r\n--".utf8), Data()])
    #expect(parts.first?.filename == "a;b.png")
    #expect(parts.first?.contentType == "image/png")
    #expect(parts.map(\.name) == ["file", "file"])
  }

  @Test func aBoundaryThatIsAlmostThereBelongsToTheContent() throws {
    let content = "x\r\n--\r\n-B\r\n--"
    #expect(try parse(Data((part(content) + "--B--").utf8), piece: 1).map(\.content) == [Data(content.utf8)])
  }

  @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\""])
  func aMissingBoundaryIsSaid(contentType: String) {
    #expect(throws: HTTPBodyError.missingBoundary) { try parse(Data(), contentType: contentType) }
  }

  @Test func aBodyThatIsCutOffIsNotAForm() {
    let body = Data((part("abc") + "--B").utf8)
    #expect(throws: HTTPBodyError.truncated) { try parse(body) }
    #expect(throws: HTTPBodyError.truncated) { try parse(Data()) }
    #expect(throws: HTTPBodyError.truncated) { try parse(Data(part("abc").utf8.dropLast(4))) }
  }

  @Test func limitsHold() {
    let many = String(repeating: part("x"), count: 5) + "--B--"
    #expect(throws: HTTPBodyError.tooManyParts(limit: 4)) { try parse(Data(many.utf8)) }
    let long = part("x", headers: "X: " + String(repeating: "h", count: 600)) + "--B--"
    #expect(throws: HTTPBodyError.headersTooLarge(limit: 512)) { try parse(Data(long.utf8)) }
    let big = part(String(repeating: "x", count: 1 << 16)) + "--B--"
    #expect(throws: HTTPBodyError.tooLarge(limit: 1 << 16)) { try parse(Data(big.utf8)) }
  }

  @Test func whatFollowsTheEndIsPassedOver() throws {
    #expect(try parse(Data((part("x") + "--B--\r\nepilogue").utf8)).count == 1)
  }

  @Test func aBodyWithoutItsBoundaryIsMalformed() {
    #expect(throws: HTTPBodyError.malformed("it does not begin with its boundary")) {
      try parse(Data(repeating: 65, count: 2048), piece: 100)
    }
    #expect(throws: HTTPBodyError.malformed("a part has no name")) { try parse(Data("--B\r\n\r\nx\r\n--B--".utf8)) }
  }
}
