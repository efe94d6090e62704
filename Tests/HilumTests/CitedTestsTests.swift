import Foundation
import Testing

/// What the documentation says is shown by a test has that test.
struct CitedTestsTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL

  /// The text of every file of tests.
  private static func tests() throws -> [String] {
    let folder = repository.appending(path: "Tests")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return try (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test(arguments: ["docs/threats.md", "docs/hazards.md"]) func everyTestThatIsCitedExists(page: String) throws {
    let text = try String(contentsOf: Self.repository.appending(path: page), encoding: .utf8)
    let tests = try Self.tests()
    let cited = text.matches(of: /`(\w+Tests)\/(\w+)`/)
    #expect(cited.count > 10)
    for test in cited {
      let exists = tests.contains { $0.contains(" \(test.1) ") && $0.contains("func \(test.2)(") }
      #expect(exists, "\(page) cites \(test.1)/\(test.2)")
    }
  }
}
