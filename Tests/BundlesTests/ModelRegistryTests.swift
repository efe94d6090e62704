import Bundles
import Foundation
import Testing

@Suite struct ModelRegistryTests {
  @Test func theLatestIsTheHighestNumber() throws {
    try withTemporaryDirectory { directory in
      for (version, weight) in [("2", 2), ("10", 10), ("9", 9)] as [(String, Float)] {
        try FileManager.default.createDirectory(
          at: directory.appending(path: "pneumonia"), withIntermediateDirectories: true)
        try SampleBundle.write(to: directory.appending(path: "pneumonia/\(version)"), weight: weight)
      }
      for folder in [
        "pneumonia/latest", "pneumonia/0", "pneumonia/-1", "pneumonia/011", "pneumonia/.11.tmp-1", "empty",
      ] {
        try FileManager.default.createDirectory(
          at: directory.appending(path: folder), withIntermediateDirectories: true)
      }
      let registry = ModelRegistry(directory)
      let name = try ModelName("pneumonia")
      #expect(registry.names == [name])
      #expect(registry.versions(of: name) == [2, 9, 10])
      #expect(try registry.bundle(name).weights() == SampleBundle.weights(10))
      #expect(try registry.bundle(name, version: 9).weights() == SampleBundle.weights(9))
    }
  }

  @Test func saysWhatIsNotThere() throws {
    try withTemporaryDirectory { (directory) throws in
      let registry = ModelRegistry(directory.appending(path: "none"))
      let name = try ModelName("pneumonia")
      #expect(registry.names.isEmpty)
      let missing = BundleError.unknownModel(name: "pneumonia", version: nil)
      #expect(throws: missing) { try registry.bundle(name) }
      #expect(missing.description == "there is no model 'pneumonia'")
      #expect(throws: BundleError.unknownModel(name: "pneumonia", version: 3)) {
        try registry.bundle(name, version: 3)
      }
    }
  }
}
