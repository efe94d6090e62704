import Auditing
import Files
import Foundation
import Metrics
import Testing

/// What readers said, from the store to a table.
struct AnnotationTests {
  /// A folder with a store, which goes with the test.
  private final class Place {
    let url = FileManager.default.temporaryDirectory.appending(path: "hilum-annotations-\(UUID().uuidString)")
    let store: AuditStore

    init() throws {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      store = try AuditStore(url.appending(path: "audit.db"))
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Keeps a reading of a file with some text.
    func read(
      _ id: String, _ text: String, model: String = "m",
      classes: AuditRecord.Classes = .init(names: ["A", "B"], positive: "B"),
      findings: [AuditRecord.Finding]? = nil
    ) async throws {
      try await store.add(
        AuditRecord(
          id: id, time: Date(timeIntervalSince1970: 0), model: model, version: 1,
          sha256: Checksum(of: Data(text.utf8)).hex, prediction: "A", probability: 0.25, positive: false,
          classes: classes, findings: findings, milliseconds: 1, key: nil))
    }

    /// Keeps what a reader said at a second.
    func say(_ said: AuditFeedback, _ id: String, _ key: String?, at second: Double) async throws {
      try await store.setFeedback(said, of: id, key: key, time: Date(timeIntervalSince1970: second))
    }

    func table(model: String? = nil) async throws -> AnnotationTable {
      try AnnotationTable(await store.annotations(model: model), model: model)
    }
  }

  @Test func theLatestWordCountsAndOthersAreListed() async throws {
    let place = try Place()
    try await place.read("r1", "one")
    try await place.read("r2", "two")
    try await place.read("r3", "one")
    try await place.say(.label("A"), "r1", "ann", at: 1)
    try await place.say(.label("B"), "r1", "ann", at: 2)
    try await place.say(.label("B"), "r2", "ann", at: 3)
    try await place.say(.label("A"), "r3", "=bob", at: 4)
    let rows = try await place.table().rows
    #expect(rows.map(\.taken.said) == [.label("B"), .label("A")])
    #expect(rows.map(\.isCorrection) == [true, false])
    // Ann has corrected herself; that is none.
    #expect(rows[1].contradictions.map(\.said) == [.label("B")])
    #expect(rows[0].contradictions.isEmpty)
    let (one, two) = (Checksum(of: Data("one".utf8)).hex, Checksum(of: Data("two".utf8)).hex)
    #expect(
      try await place.table().csv == """
        path,label,reader,said_at,reading,model,model_said,others_said,sha256\r
        \(two),B,ann,1970-01-01T00:00:03Z,r2,m/1,A,,\(two)\r
        \(one),A,'=bob,1970-01-01T00:00:04Z,r3,m/1,A,B ann 1970-01-01T00:00:02Z,\(one)\r

        """)
  }

  @Test func withoutKeysTheWordsForOneReadingAreOnePersons() async throws {
    let place = try Place()
    try await place.read("r1", "one")
    try await place.read("r2", "one")
    try await place.say(.label("A"), "r1", nil, at: 1)
    try await place.say(.label("B"), "r1", nil, at: 2)
    #expect(try await place.table().rows.first?.contradictions.isEmpty == true)
    try await place.say(.label("A"), "r2", nil, at: 3)
    #expect(try await place.table().rows.first?.contradictions.map(\.said) == [.label("B")])
  }

  @Test func findingsHaveColumnsAndWhatAModelDoesNotKnowIsUnknown() async throws {
    let place = try Place()
    func classes(_ names: [String]) -> AuditRecord.Classes { .init(task: .multilabel, names: names, positive: "") }
    try await place.read("r1", "one", classes: classes(["Edema", "Mass"]), findings: [])
    try await place.read("r2", "two", classes: classes(["Mass", "Nodule"]), findings: [])
    try await place.say(.findings(["Mass"]), "r1", "ann", at: 1)
    try await place.say(.findings([]), "r2", "ann", at: 2)
    let table = try await place.table()
    #expect(table.findings == ["Edema", "Mass", "Nodule"])
    let lines = table.csv.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(lines.map { $0[1...3].joined(separator: ",") } == ["Edema,Mass,Nodule", "0,1,?", "?,0,0"])
    #expect(table.rows.map(\.isCorrection) == [true, false])
  }

  @Test func picturesAreFoundByTheirChecksum() async throws {
    let place = try Place()
    try await place.read("r1", "one")
    try await place.read("r2", "two")
    for id in ["r1", "r2"] { try await place.say(.label("B"), id, nil, at: 1) }
    let pictures = place.url.appending(path: "data/deep")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    for (name, text) in [("person1_virus_2.jpeg", "one"), (".hidden", "two"), ("other.jpeg", "three")] {
      try Data(text.utf8).write(to: pictures.appending(path: name))
    }
    var table = try await place.table()
    let folder = place.url.appending(path: "data")
    #expect(throws: AuditError.picturesElsewhere(table: "t.csv")) {
      try table.findPictures(in: folder, for: pictures.appending(path: "t.csv"))
    }
    try table.findPictures(in: folder, for: place.url.appending(path: "t.csv"))
    #expect(table.rows.map(\.path) == ["data/deep/person1_virus_2.jpeg"])
    #expect(table.missing == 1)
    try FileManager.default.removeItem(at: pictures.appending(path: "person1_virus_2.jpeg"))
    #expect(throws: AuditError.noPictures(folder: "data", count: 1)) {
      try table.findPictures(in: folder, for: place.url.appending(path: "t.csv"))
    }
  }

  @Test func whatCannotBeOneTableIsNamed() async throws {
    let place = try Place()
    await #expect(throws: AuditError.noFeedback(model: nil)) { _ = try await place.table() }
    try await place.read("r1", "one")
    try await place.read("r2", "two", model: "other", classes: .init(names: ["A", "C"], positive: "C"))
    try await place.say(.label("B"), "r1", nil, at: 1)
    try await place.say(.label("C"), "r2", nil, at: 2)
    await #expect(throws: AuditError.severalModels(["m", "other"])) { _ = try await place.table() }
    #expect(try await place.table(model: "other").rows.map(\.taken.said) == [.label("C")])
    await #expect(throws: AuditError.noFeedback(model: "none")) { _ = try await place.table(model: "none") }
    let missing = place.url.appending(path: "none.db")
    #expect(throws: AuditError.cannotOpen(file: "none.db", reason: "there is no such file")) {
      try AuditStore(existing: missing)
    }
    #expect(!FileManager.default.fileExists(atPath: missing.path))
  }

  @Test func whatIsForgottenTakesItsWordsAlong() async throws {
    let place = try Place()
    try await place.read("r1", "one")
    try await place.say(.label("B"), "r1", nil, at: 1)
    try await place.store.forget(before: Date())
    #expect(try await place.store.annotations().isEmpty)
  }
}
