import Foundation
import Testing

/// The walk for beginners: what it computes is so, and its text names no figure that it doesn't compute or quote.
struct FirstModelTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func page() throws -> String {
    try String(contentsOf: root.appending(path: "docs/first-model.md"), encoding: .utf8)
  }

  private static var hasPython: Bool {
    let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return places.contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }
  }

  @Test(.enabled(if: hasPython, "python3 is missing")) func everyFigureIsComputed() throws {
    let outcome = try Hilum.bash("python3 -m doctest docs/first-model.md", in: root)
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(try page().components(separatedBy: "\n>>> ").count > 30)
  }

  @Test func theTextNamesNoOtherFigures() throws {
    let parts = try page().components(separatedBy: "```")
    let (prose, computed) = (
      stride(from: 0, to: parts.count, by: 2).map { parts[$0] }.joined(),
      stride(from: 1, to: parts.count, by: 2).map { parts[$0] }.joined()
    )
    #expect(parts.count > 20)
    let shares = prose.matches(of: /(?:^|[ (])(\.\d+)/).map { "0\($0.1)" }
    let percents = prose.matches(of: /(\d+\.\d+) %/).compactMap { Double($0.1) }
      .map { String(format: "%.3f", $0 / 100) }
    #expect(shares.count > 10 && percents.count > 1)
    for figure in shares + percents {
      let short = figure.replacing(/0+$/, with: "")
      #expect(computed.contains(figure) || computed.contains("\(short))"), "\(figure) is neither computed nor quoted")
    }
  }
}
