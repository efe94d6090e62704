import Auditing
import Files
import FolderTesting
import Foundation
import Testing

/// Corrections from the page, back to where models are trained.
struct FeedbackCommandTests {
  @Test func correctionsBecomeDataThatCanBeTrainedOn() async throws {
    let folder = try TemporaryFolder()
    try SampleXrays.write(12, to: folder, "pictures")
    let store = try AuditStore(folder.url.appending(path: "audit.db"))
    for name in ["NORMAL", "PNEUMONIA"] {
      for file in folder.names("pictures/\(name)") {
        let bytes = try folder.bytes("pictures/\(name)/\(file)")
        try await store.add(
          AuditRecord(
            id: file, time: Date(), model: "chest", version: 1, sha256: Checksum(of: bytes).hex, prediction: "NORMAL",
            probability: 0.1, positive: false, classes: .init(names: ["NORMAL", "PNEUMONIA"], positive: "PNEUMONIA"),
            milliseconds: 1, key: nil))
        try await store.setFeedback(.label("NORMAL"), of: file, key: "k1")
        if name == "PNEUMONIA" { try await store.setFeedback(.label(name), of: file, key: "k2") }
      }
    }
    let outcome = try Hilum.run(
      "feedback", "export", "--audit", "audit.db", "--output", "table.csv", "--pictures", "pictures", "--json",
      in: folder.url)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let summary = try outcome.json()
    #expect(summary["images"]?.number == 24 && summary["corrections"]?.number == 12)
    #expect(summary["labels"]?["PNEUMONIA"]?.number == 12 && summary["missing"]?.number == 0)
    #expect(summary["contradictions"]?.items.count == 12)
    #expect(summary["contradictions"]?.items.first?["others"]?.items.first?["reader"]?.string == "k1")
    #expect(summary["contradictions"]?.items.first?["taken"]?["reader"]?.string == "k2")

    let check = try Hilum.run("data", "check", "table.csv", "--json", in: folder.url)
    #expect(check.code == 0, "\(check.errors)")
    let report = try check.json()
    #expect(report["images"]?.number == 24 && report["patients"]?.number == 6)
    #expect(report["layout"]?.string == "csv")
    for name in ["NORMAL", "PNEUMONIA"] { #expect(report["counts"]?["all"]?[name]?.number == 12) }
  }

  @Test func aStoreThatIsNotThereIsNotMade() throws {
    let folder = try TemporaryFolder()
    let outcome = try Hilum.run(
      "feedback", "export", "--audit", "none.db", "--output", "table.csv", in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: the audit store none.db can't be opened: there is no such file\n")
    #expect(folder.names().isEmpty)
  }
}
