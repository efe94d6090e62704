import Foundation
import Testing

/// What the documentation names is there.
struct DocumentationTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL

  private static func page(_ name: String) throws -> String {
    try String(contentsOf: repository.appending(path: name), encoding: .utf8)
  }

  /// The text of every Swift file in a folder.
  private static func sources(_ folder: String) throws -> [String] {
    let files = FileManager.default.enumerator(
      at: repository.appending(path: folder), includingPropertiesForKeys: nil)
    return try (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test(arguments: ["docs/threats.md", "docs/hazards.md"]) func everyTestThatIsCitedExists(page: String) throws {
    let text = try Self.page(page)
    let tests = try Self.sources("Tests")
    let cited = text.matches(of: /`(\w+Tests)\/(\w+)`/)
    #expect(cited.count > 10)
    for test in cited {
      let exists = tests.contains { $0.contains(" \(test.1) ") && $0.contains("func \(test.2)(") }
      #expect(exists, "\(page) cites \(test.1)/\(test.2)")
    }
  }

  @Test func everyModuleAndTypeOfTheWalkExists() throws {
    let text = try Self.page("docs/architecture.md")
    let sources = try Self.sources("Sources")
    let modules = try FileManager.default.contentsOfDirectory(
      atPath: Self.repository.appending(path: "Sources").path)
    let named = Set(text.matches(of: /`([A-Z]\w+)`/).map { String($0.1) })
    #expect(named.count > 40)
    for name in named where !modules.contains(name) {
      let isDeclared = sources.contains { text in
        ["struct", "class", "enum", "actor", "protocol"].contains { kind in
          [" ", ":", "<"].contains { text.contains("\(kind) \(name)\($0)") }
        }
      }
      #expect(isDeclared, "docs/architecture.md names \(name)")
    }
    for module in modules where !(module.hasPrefix("C") && module.dropFirst().first?.isUppercase == true) {
      #expect(named.contains(module) || text.contains("`\(module)`"), "docs/architecture.md tells nothing of \(module)")
    }
  }

  @Test func thePictureOfTheModulesIsThatOfThePackage() throws {
    let run = try Hilum.bash("Scripts/architecture.py --check", in: Self.repository)
    #expect(run.code == 0, "\(run.errors)")
  }
}
