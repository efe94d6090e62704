import Bundles
import Files
import Foundation
import Metrics
import Testing

@Suite struct EnsembleBundleTests {
  private func withMembers(_ body: (URL, [ModelBundle]) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      let members = try (0..<2).map {
        try SampleBundle.write(to: directory.appending(path: "member\($0)"), weight: Float($0))
      }
      try body(directory, members)
    }
  }

  private func create(_ members: [ModelBundle], at url: URL) throws -> ModelBundle {
    try ModelBundle.create(
      ModelMetadata(
        ensembleOf: members.map(\.metadata), name: ModelName("both"), created: "2026-01-01T00:00:00Z"),
      members: members, at: url)
  }

  @Test func itComesBackWithItsMembers() throws {
    try withMembers { directory, members in
      let url = directory.appending(path: "both")
      let bundle = try create(members, at: url)
      try bundle.verify()
      #expect(bundle.members.map(\.metadata) == members.map(\.metadata))
      #expect(bundle.representative.metadata == members[0].metadata)
      #expect(try bundle.members[1].weights() == members[1].weights())
      #expect(bundle.metadata.operatingPoint.threshold == members[0].metadata.operatingPoint.threshold)
      #expect(throws: FileError.self) { try create(members, at: url) }
    }
  }

  @Test func anotherMemberInItsPlaceIsRefused() throws {
    try withMembers { directory, members in
      let url = directory.appending(path: "both")
      _ = try create(members, at: url)
      try SampleBundle.edit(url.appending(path: "members/1")) { $0["seed"] = 7 }
      #expect(throws: BundleError.self) { try ModelBundle(contentsOf: url) }
    }
  }

  @Test func whatDiffersIsNamed() throws {
    try withMembers { directory, members in
      let url = directory.appending(path: "both")
      #expect(throws: BundleError.ensemble(.tooFew(1))) { try create([members[0]], at: url) }
      try SampleBundle.edit(members[1].url) { $0["positive_class"] = "NORMAL" }
      let other = try ModelBundle(contentsOf: members[1].url)
      #expect(throws: BundleError.ensemble(.differing(key: "positive_class", "pneumonia", "pneumonia"))) {
        try create([members[0], other], at: url)
      }
      #expect(!FileManager.default.fileExists(atPath: url.path))
    }
  }
}
