import Bundles
import Files
import Foundation
import Testing

@Suite struct MetadataTests {
  /// The error of a bundle whose `model.json` has been changed.
  private func error(_ change: (inout [String: Any]) -> Void) throws -> BundleError {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "bundle")
      try SampleBundle.write(to: url)
      try SampleBundle.edit(url, change)
      return try #require(throws: BundleError.self) { try ModelBundle(contentsOf: url) }
    }
  }

  private func reason(_ change: (inout [String: Any]) -> Void) throws -> String {
    guard case .malformedMetadata("bundle", let reason) = try error(change) else { return "" }
    return reason
  }

  @Test(arguments: ["", "{", "[]", "null", "hello"])
  func refusesWhatIsNoJSONObject(text: String) throws {
    try withTemporaryDirectory { directory in
      let url = directory.appending(path: "bundle")
      try SampleBundle.write(to: url)
      try AtomicFile.write(Data(text.utf8), to: url.appending(path: "model.json"))
      let error = #expect(throws: BundleError.self) { try ModelBundle(contentsOf: url) }
      guard case .malformedMetadata("bundle", _)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test(arguments: [
    "schema", "name", "version", "network", "classes", "input", "calibration", "operating_point", "positive_class",
    "metrics", "data", "recipe", "seed", "created", "software", "files",
  ])
  func refusesAMissingKey(key: String) throws {
    #expect(try reason { $0[key] = nil } == "'\(key)' is missing")
  }

  @Test func whatANetworkHasNotIsLeftOut() throws {
    var network = NetworkDescription(architecture: "resnet18", outputs: 2)
    let plain = String(decoding: try JSONEncoder().encode(network), as: UTF8.self)
    #expect(!plain.contains("attention") && !plain.contains("scales"))
    #expect(try JSONDecoder().decode(NetworkDescription.self, from: Data(plain.utf8)) == network)
    (network.attention, network.scales) = ("cbam", 2)
    let data = try JSONEncoder().encode(network)
    #expect(String(decoding: data, as: UTF8.self).contains(#""attention":"cbam""#))
    #expect(try JSONDecoder().decode(NetworkDescription.self, from: data) == network)
  }

  @Test func refusesAnotherLayout() throws {
    let error = try error { $0["schema"] = 2 }
    #expect(error == .unknownSchema(bundle: "bundle", found: 2, supported: 1))
    #expect(error.description == "bundle is a bundle of layout 2; this version of Hilum reads layout 1")
  }

  @Test func refusesWrongTypes() throws {
    #expect(try reason { $0["seed"] = "one" }.hasPrefix("'seed':"))
    #expect(try reason { $0["seed"] = -1 } == "it is not JSON, or a number in it is out of range")
    #expect(try reason { $0["files"] = ["model.safetensors": "abc"] }.hasPrefix("'files.model.safetensors':"))
    #expect(try reason { $0["input"] = ["color": "infrared"] }.contains("color"))
    #expect(try reason { $0["input"] = ["colour": "rgb"] }.contains("unknown key 'colour'"))
  }

  @Test func refusesWhatMakesNoSense() throws {
    let classes = "classes must be two different names"
    #expect(try reason { $0["classes"] = ["A"] } == classes)
    #expect(try reason { $0["classes"] = ["A", "A"] } == classes)
    #expect(try reason { $0["classes"] = ["A", ""] } == classes)
    #expect(try reason { $0["classes"] = ["A", "B", "C"] } == classes)
    #expect(try reason { $0["positive_class"] = "C" } == "positive_class is none of the classes")
    #expect(try reason { $0["version"] = 0 } == "version must be 1 or more")
    #expect(
      try reason { $0["network"] = ["architecture": "x", "outputs": 7, "batch_norm": false, "dropout": 0] }
        == "network.outputs must be 1 or the number of classes")
    #expect(
      try reason {
        $0["calibration"] = [
          "temperature": 0, "n": 1, "determined": true, "log_loss_before": 1, "log_loss_after": 1,
        ]
      } == "calibration.temperature must be above 0")
    #expect(
      try reason {
        $0["calibration"] = [
          "temperature": 1, "n": 1, "determined": true, "log_loss_before": 1, "log_loss_after": 1,
          "probability_limit": 0.5,
        ]
      } == "calibration.probability_limit must be from 0 to below 0.5")
  }

  @Test(arguments: ["../model.safetensors", "/etc/passwd", "a/b", "..", ".", "", ".hidden"])
  func refusesFilesThatLeadElsewhere(name: String) throws {
    let checksum = Checksum(of: Data()).hex
    #expect(
      try reason { $0["files"] = [name: checksum] }
        == "files may have neither folders in their names nor a dot before them")
  }

  @Test(arguments: ["../evil", "", ".hidden", "a b", "a/b", "é", String(repeating: "a", count: 65)])
  func refusesUnsafeNames(name: String) throws {
    #expect(throws: BundleError.badName(name)) { try ModelName(name) }
    #expect(try error { $0["name"] = name } == .badName(name))
  }

  @Test(arguments: ["pneumonia", "a", "ResNet-18_v1.2", "7", String(repeating: "a", count: 64)])
  func takesSafeNames(name: String) throws {
    #expect(try ModelName(name).description == name)
  }
}
