import FolderTesting
import Foundation
import TensorFiles
import Testing

/// Files of weights that must not be used, and what training and converting say of them.
@Suite struct BadWeightsTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  /// What training with the weights says, which it refuses.
  private func refusal(_ file: String) throws -> String {
    let outcome = try Hilum.run(
      "train", "--recipe", example.recipe.path, "--data", example.data.path, "--output", "run", "--weights", file,
      in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    #expect(folder.names("run/bundle").isEmpty)
    return outcome.error
  }

  /// What converting says, which is refused too.
  private func refusalToConvert(_ file: String) throws -> String {
    let outcome = try Hilum.run("weights", "convert", file, "--output", "out.safetensors", in: folder.url)
    #expect(outcome.code == 1)
    #expect(!folder.names().contains("out.safetensors"))
    return outcome.error
  }

  @Test func aHostilePickleIsNotRun() throws {
    // A pickle that calls os.system("touch proof").
    try folder.write([0x80, 2] + Array("cos\nsystem\nU\u{0B}touch proof".utf8) + [0x85] + Array("R.".utf8), "evil.pth")
    let expected = "hilum: evil.pth wants to call os.system, which no state dict needs; it was refused"
    #expect(try refusal("evil.pth").hasPrefix(expected))
    #expect(try refusalToConvert("evil.pth").hasPrefix(expected))
    #expect(!folder.names().contains("proof"))
  }

  @Test func overlappingTensors() throws {
    try write(
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#)
    let expected =
      "hilum: weights.safetensors is not a valid safetensors file: tensor b starts at byte 4, inside another that ends at 8"
    #expect(try refusal("weights.safetensors") == expected)
    #expect(try refusalToConvert("weights.safetensors") == expected)
  }

  @Test func offsetsOutsideTheFile() throws {
    try write(#"{"a":{"dtype":"F32","shape":[200],"data_offsets":[0,800]}}"#)
    #expect(
      try refusal("weights.safetensors")
        == "hilum: weights.safetensors is not a valid safetensors file: tensor a spans bytes 0 to 800 of 12")
  }

  @Test func anotherArchitecturesWeights() throws {
    try Safetensors([
      "conv1.weight": StoredTensor([Float](repeating: 0, count: 9), shape: [1, 1, 3, 3]),
      "block1.conv.weight": StoredTensor([Float](repeating: 0, count: 6), shape: [2, 3]),
    ]).write(to: folder.url.appending(path: "other.safetensors"))
    let refusal = try refusal("other.safetensors")
    #expect(refusal.hasPrefix("hilum: the weights do not fit the model: missing keys: block1.conv.bias, "))
    #expect(refusal.contains("unexpected keys: conv1.weight"))
    #expect(refusal.contains("other shapes: block1.conv.weight (is [2, 3], should be [32, 3, 3, 3])"))
  }

  @Test func filesThatAreNoWeights() throws {
    try folder.write("a letter", "letter.pth")
    #expect(try refusal("letter.pth") == "hilum: letter.pth is neither a safetensors file nor a PyTorch file")
    #expect(try refusal("missing.pth") == "hilum: cannot open missing.pth: there is no such file or directory")
  }

  @Test func foldersThatAreNoModel() throws {
    try folder.write("a letter", "letters/letter.txt")
    #expect(try refusal("letters") == "hilum: letters is no model bundle: it has no model.json")
    let half = folder.url.appending(path: "half")
    try FileManager.default.copyItem(at: example.run.appending(path: "bundle"), to: half)
    let weights = try Data(contentsOf: half.appending(path: "model.safetensors"))
    try weights.prefix(weights.count / 2).write(to: half.appending(path: "model.safetensors"))
    #expect(try refusal("half").hasPrefix("hilum: model.safetensors of half is not what the bundle was written with"))
  }

  /// Writes a safetensors file with a header and 12 bytes.
  private func write(_ header: String) throws {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init)
    try folder.write(length + Array(header.utf8) + [UInt8](repeating: 0, count: 12), "weights.safetensors")
  }
}
