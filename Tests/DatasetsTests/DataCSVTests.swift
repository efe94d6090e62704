import Datasets
import FolderTesting
import Testing

@Suite struct DataCSVTests {
  private func table(_ text: String, limits: CSVLimits = CSVLimits()) throws -> CSVTable {
    try CSVTable(Array(text.utf8), file: "a.csv", limits: limits)
  }

  private func problem(_ text: String, limits: CSVLimits = CSVLimits()) -> DataError? {
    thrown(DataError.self) { _ = try table(text, limits: limits) }
  }

  private func malformed(_ line: Int, _ problem: CSVProblem) -> DataError {
    .malformedCSV(file: "a.csv", line: line, problem: problem)
  }

  @Test func fieldsAndLines() throws {
    let table = try table("\u{FEFF}a,b,c\r\n1,\"two, \"\"2\"\"\",\n\n\"x\ny\",é,3")
    #expect(table.header == ["a", "b", "c"])
    #expect(table.rows.map(\.fields) == [["1", "two, \"2\"", ""], ["x\ny", "é", "3"]])
    #expect(table.rows.map(\.line) == [2, 4])
  }

  @Test func emptyFieldsBeyondTheHeaderAreDropped() throws {
    let table = try table("a,b,\n1,2,\n3,,\n4,\n")
    #expect(table.header == ["a", "b"])
    #expect(table.rows.map(\.fields) == [["1", "2"], ["3", ""], ["4", ""]])
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [",", ";", "\t", "|"])
  func everyLineEndAndDelimiter(end: String, delimiter: String) throws {
    let table = try table(["a\(delimiter) \"b\"", "1\(delimiter)\"2\"", ""].joined(separator: end))
    #expect(table.header == ["a", "b"])
    #expect(table.rows.map(\.fields) == [["1", "2"]])
    #expect(table.rows.map(\.line) == [2])
  }

  @Test func latin1IsReadAndSaid() throws {
    let table = try CSVTable([0x61, 0x0A, 0xE9], file: "a.csv")
    #expect(table.rows.map(\.fields) == [["é"]])
    #expect(table.hasLatin1)
  }

  @Test func whatIsMalformed() {
    #expect(problem("") == malformed(1, .empty))
    #expect(problem("a,b\n1,\"2\n3") == malformed(2, .unterminatedQuote))
    #expect(problem("a,b\n1,\"2\"3\n") == malformed(2, .textAfterQuote))
    #expect(problem("a,b\n1,2\"3\"\n") == malformed(2, .strayQuote))
    #expect(problem("a,b\n1,2\n1,2,3\n") == malformed(3, .fieldCount(found: 3, expected: 2)))
    #expect(problem("a,b\n1\n") == malformed(2, .fieldCount(found: 1, expected: 2)))
    #expect(problem("a,b,a\n") == malformed(1, .duplicateColumn("a")))
    #expect(problem("a,b\n1,\0\n") == malformed(2, .nul))
    #expect(thrown(DataError.self) { _ = try CSVTable([0xFF, 0xFE, 0x61, 0], file: "a.csv") } == malformed(1, .utf16))
  }

  @Test func limits() {
    #expect(
      problem("a,b\n", limits: CSVLimits(maximumBytes: 3)) == malformed(1, .tooManyBytes(count: 4, limit: 3)))
    #expect(problem("a,b,c\n", limits: CSVLimits(maximumColumns: 2)) == malformed(1, .tooManyColumns(limit: 2)))
    #expect(problem("a\nlong\n", limits: CSVLimits(maximumFieldLength: 3)) == malformed(2, .fieldTooLong(limit: 3)))
    #expect(problem("a\n1\n2\n", limits: CSVLimits(maximumRows: 1)) == malformed(3, .tooManyRows(limit: 1)))
  }
}
