import FolderTesting
import Foundation
import Parquet
import Testing

/// Whole files: their bytes are those of a golden that pyarrow has read, and pyarrow reads others where it is installed.
@Suite struct ParquetWriterTests {
  private static let goldens = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

  /// The rows that `check.py` knows, too.
  private static func file(groups: [Int]) throws -> [UInt8] {
    var writer = ParquetWriter([
      ParquetColumn("file", .string, isOptional: false), ParquetColumn("prediction", .category),
      ParquetColumn("confidence", .double), ParquetColumn("positive", .boolean), ParquetColumn("version", .int32),
      ParquetColumn("nothing", .double), ParquetColumn("no text", .category),
    ])
    var bytes = writer.begin()
    for (group, rows) in groups.enumerated() {
      let rows = 0..<rows
      bytes += try writer.rowGroup([
        .strings(rows.map { "\(group)/\($0).jpeg" }),
        .strings(rows.map { $0 % 7 == 3 ? nil : ["NORMAL", "PNEUMONIA", "ä \"x\",\n", ""][$0 / 10 % 4] }),
        .doubles(rows.map { $0 % 5 == 0 ? nil : Double($0) / 7 }),
        .booleans(rows.map { $0 % 11 == 0 ? nil : $0 % 3 == 0 }),
        .int32s(rows.map { $0 % 300 < 50 ? nil : Int32($0) - 100 }),
        .doubles(rows.map { _ in nil }), .strings(rows.map { _ in nil }),
      ])
    }
    return bytes + writer.end(createdBy: "hilum", metadata: [("answer", "42")])
  }

  @Test func theBytesAreThoseThatPyarrowHasRead() throws {
    let golden = try Data(contentsOf: Self.goldens.appending(path: "rows.parquet"))
    #expect(try Data(Self.file(groups: [400, 1, 77])) == golden)
  }

  @Test(arguments: [[], [1], [8], [400, 1, 77], [5000, 300]])
  func pyarrowReadsWhatIsWritten(_ groups: [Int]) throws {
    guard Python.has("pyarrow") else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.file(groups: groups), "rows.parquet")
    let script = Self.goldens.appending(path: "check.py").path
    let said = try Python.run([script, file.path] + groups.map(String.init))
    #expect(said == "equal\n")
  }

  /// The lists that `check_lists.py` knows, too: absent ones, empty ones, and columns that have one in each row.
  @Test func listsAreThoseThatPyarrowHasRead() throws {
    var writer = ParquetWriter([
      ParquetColumn("file", .string, isOptional: false), ParquetColumn("features", .floats),
      ParquetColumn("whole", .floats, isOptional: false), ParquetColumn("version", .int32),
    ])
    var bytes = writer.begin()
    for (group, rows) in [3, 1, 40].enumerated() {
      let lists = (0..<rows).map { row in (0..<row % 9).map { Float($0) / 4 - Float(row) } }
      bytes += try writer.rowGroup([
        .strings(lists.indices.map { "\(group)/\($0)" }), .floats(lists.enumerated().map { $0 % 5 == 4 ? nil : $1 }),
        .floats(lists), .int32s(lists.indices.map { Int32($0) }),
      ])
    }
    bytes += writer.end(createdBy: "hilum")
    #expect(try Data(bytes) == Data(contentsOf: Self.goldens.appending(path: "lists.parquet")))
    guard Python.has("pyarrow") else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(bytes, "lists.parquet")
    #expect(try Python.run([Self.goldens.appending(path: "check_lists.py").path, file.path]) == "equal\n")
  }

  @Test func whatDoesNotFitTheColumnsIsRefused() {
    var writer = ParquetWriter([ParquetColumn("a", .string, isOptional: false), ParquetColumn("b", .double)])
    func error(_ values: [ParquetValues]) -> ParquetError? {
      thrown(ParquetError.self) { _ = try writer.rowGroup(values) }
    }
    #expect(error([.strings(["x"])]) == .columns(expected: 2, found: 1))
    #expect(error([.strings(["x"]), .booleans([true])]) == .values(column: "b", rows: 1, found: 0))
    #expect(error([.strings(["x"]), .doubles([1, 2])]) == .values(column: "b", rows: 1, found: 2))
    #expect(error([.strings([nil]), .doubles([1])]) == .absentValue(column: "a"))
    #expect(error([.strings(["x"]), .doubles([nil])]) == nil)
  }
}

/// Python, where it is installed.
private enum Python {
  static func has(_ module: String) -> Bool { (try? run(["-c", "import \(module)"])) != nil }

  /// What a program says on stdout.
  ///
  /// - Throws: where it fails, or there is no Python.
  static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [ProcessInfo.processInfo.environment["HILUM_PYTHON"] ?? "python3"] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return String(decoding: text, as: UTF8.self)
  }

  struct Failure: Error { let status: Int32 }
}
