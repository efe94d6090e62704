import FolderTesting
import Foundation
import Testing

@Suite struct BundleTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
    try folder.copy(example.run.appending(path: "bundle"), to: "model")
  }

  /// What every command that takes a model says of `model`.
  private func refusals() throws -> [String] {
    let commands = [
      ["predict", "--model", "model", example.picture], ["evaluate", "--model", "model", "--data", example.data.path],
    ]
    return try commands.map { command in
      let outcome = try Hilum.bash("$hilum \(command.joined(separator: " "))", in: folder.url)
      #expect(outcome.code == 1)
      #expect(outcome.output == "")
      #expect(outcome.errors.split(separator: "\n").count == 1)
      return outcome.error
    }
  }

  @Test func aBundleOrItsRunIsAModel() throws {
    for model in [folder.url.appending(path: "model"), example.run] {
      #expect(try Hilum.run("predict", "--model", model.path, example.picture, in: folder.url).code == 0)
    }
  }

  @Test(arguments: ["model.onnx", "model.safetensors"])
  func aChangedByteIsRefused(_ file: String) throws {
    var bytes = try folder.bytes("model/\(file)")
    bytes[bytes.count / 2] ^= 1
    try folder.write(bytes, "model/\(file)")
    for refusal in try refusals() {
      #expect(refusal.hasPrefix("hilum: \(file) of model is not what the bundle was written with"))
      #expect(refusal.hasSuffix("train or copy it anew"))
    }
  }

  @Test(arguments: [("model.onnx", "; `hilum export --onnx` makes it"), ("model.safetensors", "")])
  func aMissingFileIsNamed(_ file: String, _ remedy: String) throws {
    try folder.remove("model/\(file)")
    for refusal in try refusals() { #expect(refusal == "hilum: model lacks \(file)\(remedy)") }
  }

  @Test func aStrayModelFileIsRefused() throws {
    try folder.write("?", "model/model.int8.onnx")
    for refusal in try refusals() {
      #expect(refusal.contains("has a model.int8.onnx that its model.json does not know"))
    }
  }

  @Test func metadataThatIsNoneIsRefused() throws {
    try folder.write(folder.bytes("model/model.json").prefix(500), "model/model.json")
    for refusal in try refusals() { #expect(refusal.hasPrefix("hilum: the model.json of model can't be read: ")) }
    try folder.remove("model/model.json")
    for refusal in try refusals() { #expect(refusal == "hilum: model is no model bundle: it has no model.json") }
    try folder.remove("model")
    for refusal in try refusals() { #expect(refusal == "hilum: there is no folder model with a model") }
  }
}
