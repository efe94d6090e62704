import Bundles
import Files
import Foundation
import TensorFiles
import Testing

@Suite struct ModelBundleTests {
  /// Runs `body` with the place of a freshly written bundle.
  private func withBundle(_ body: (URL) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "bundle")
      try SampleBundle.write(to: url)
      try body(url)
    }
  }

  private func write(_ text: String, _ name: String, in url: URL) throws {
    try AtomicFile.write(Data(text.utf8), to: url.appending(path: name))
  }

  private func bytes(_ url: URL, _ name: String) throws -> Data {
    try FileReading.bytes(of: url.appending(path: name), limit: 1 << 20)
  }

  // MARK: - Good bundles

  @Test func readsWhatItWrote() throws {
    try withBundle { url in
      let bundle = try ModelBundle(contentsOf: url)
      try bundle.verify()
      #expect(try bundle.weights() == SampleBundle.weights())
      #expect(try bytes(url, "model.onnx") == Data("graph".utf8))
      #expect(bundle.has(.graph) && bundle.has(.card) && !bundle.has(.quantizedGraph) && !bundle.has(.report))
      #expect(bundle.metadata.files.keys.sorted() == ["MODEL_CARD.md", "model.onnx", "model.safetensors"])
      var expected = try SampleBundle.metadata()
      expected.files = bundle.metadata.files
      #expect(bundle.metadata == expected)
      #expect(bundle.metadata.positiveIndex == 1)
    }
  }

  @Test func equalModelsGiveEqualBytes() throws {
    try withBundle { url in
      let other = url.deletingLastPathComponent().appending(path: "other")
      try SampleBundle.write(to: other)
      for name in ["model.json", "model.safetensors", "model.onnx", "MODEL_CARD.md"] {
        #expect(try bytes(url, name) == bytes(other, name))
      }
    }
  }

  @Test func itsKeysAreSnakeCase() throws {
    try withBundle { url in
      let object = try JSONSerialization.jsonObject(with: bytes(url, "model.json")) as? [String: Any]
      let keys = try #require(object).keys.sorted()
      #expect(
        keys == [
          "calibration", "classes", "created", "data", "files", "input", "metrics", "name", "network",
          "operating_point", "positive_class", "recipe", "schema", "seed", "software", "version",
        ])
    }
  }

  @Test func filesThatAreNoModelsMayStandBeside() throws {
    try withBundle { url in
      try write("notes", "NOTES.txt", in: url)
      try ModelBundle(contentsOf: url).verify()
    }
  }

  // MARK: - Bad folders

  @Test func refusesWhatIsNoBundle() throws {
    try withTemporaryDirectory { directory in
      let none = directory.appending(path: "none")
      #expect(throws: BundleError.notFound("none")) { try ModelBundle(contentsOf: none) }
      try FileManager.default.createDirectory(at: none, withIntermediateDirectories: false)
      #expect(throws: BundleError.notABundle("none")) { try ModelBundle(contentsOf: none) }
      try FileManager.default.createDirectory(
        at: none.appending(path: "model.json"), withIntermediateDirectories: false)
      #expect(throws: FileError.notRegularFile(file: "model.json")) { try ModelBundle(contentsOf: none) }
    }
  }

  @Test func refusesHugeMetadata() throws {
    try withBundle { url in
      let limit = 16 << 20
      try AtomicFile.write(Data(count: limit + 1), to: url.appending(path: "model.json"))
      #expect(throws: FileError.tooLarge(file: "model.json", byteCount: limit + 1, limit: limit)) {
        try ModelBundle(contentsOf: url)
      }
    }
  }

  @Test(arguments: ["model.safetensors", "model.onnx", "MODEL_CARD.md"])
  func refusesAMissingFile(name: String) throws {
    try withBundle { url in
      try FileManager.default.removeItem(at: url.appending(path: name))
      #expect(throws: BundleError.missingFile(bundle: "bundle", file: name)) { try ModelBundle(contentsOf: url) }
    }
  }

  @Test(arguments: ["model.int8.onnx", "model.onnx.data", "model.pth"])
  func refusesAnUnlistedModel(name: String) throws {
    try withBundle { url in
      try write("smuggled", name, in: url)
      #expect(throws: BundleError.unlistedFile(bundle: "bundle", file: name)) { try ModelBundle(contentsOf: url) }
    }
  }

  @Test func refusesAWeightsFileThatIsNotListed() throws {
    try withBundle { url in
      try SampleBundle.edit(url) { $0["files"] = [String: String]() }
      #expect(throws: BundleError.self) { try ModelBundle(contentsOf: url).weights() }
    }
  }

  @Test(arguments: [BundleFile.weights, .graph, .card])
  func refusesAChangedFile(file: BundleFile) throws {
    try withBundle { url in
      var changed = try bytes(url, file.rawValue)
      let expected = Checksum(of: changed)
      changed[changed.count - 1] ^= 1
      try AtomicFile.write(changed, to: url.appending(path: file.rawValue))
      let error = BundleError.changedFile(
        bundle: "bundle", file: file.rawValue, expected: expected, found: Checksum(of: changed))
      let bundle = try ModelBundle(contentsOf: url)
      #expect(throws: error) { try bundle.verify() }
      #expect(throws: error) { try bundle.verified(file) }
      if file == .weights {
        #expect(throws: error) { try bundle.weights() }
        #expect(throws: error) { try bundle.verified(.graph) }
      }
      #expect(error.description.hasPrefix("\(file.rawValue) of bundle is not what the bundle was written with"))
    }
  }

  @Test func refusesATruncatedFile() throws {
    try withBundle { url in
      try AtomicFile.write(bytes(url, "model.safetensors").dropLast(), to: url.appending(path: "model.safetensors"))
      let error = #expect(throws: BundleError.self) { try ModelBundle(contentsOf: url).weights() }
      guard case .changedFile(_, "model.safetensors", _, _)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test func aFileThatTheBundleLacksIsSaidSo() throws {
    try withBundle { url in
      #expect(throws: BundleError.missingFile(bundle: "bundle", file: "model.int8.onnx")) {
        try ModelBundle(contentsOf: url).verified(.quantizedGraph)
      }
    }
  }

  // MARK: - Saving

  /// A number that JSON can't hold makes the last step of writing fail, after the weights.
  @Test func aFailedSaveLeavesTheOldBundleWhole() throws {
    try withBundle { url in
      var metadata = try SampleBundle.metadata()
      metadata.network.dropout = .nan
      #expect(throws: EncodingError.self) {
        try ModelBundle.write(metadata, weights: SampleBundle.weights(9), files: [:], to: url)
      }
      let bundle = try ModelBundle(contentsOf: url)
      try bundle.verify()
      #expect(try bundle.weights() == SampleBundle.weights())
      let names = try FileManager.default.contentsOfDirectory(atPath: url.deletingLastPathComponent().path)
      #expect(names == ["bundle"])
    }
  }

  @Test func aSaveReplacesTheOldBundleWhole() throws {
    try withBundle { url in
      try write("old notes", "NOTES.txt", in: url)
      try ModelBundle.write(SampleBundle.metadata(), weights: SampleBundle.weights(9), files: [:], to: url)
      let bundle = try ModelBundle(contentsOf: url)
      #expect(try bundle.weights() == SampleBundle.weights(9))
      let names = try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
      #expect(names == ["model.json", "model.safetensors"])
    }
  }
}
