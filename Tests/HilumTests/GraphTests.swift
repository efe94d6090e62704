import FolderTesting
import Foundation
import Testing

/// Graphs in a bundle that are not what they should be, though their checksums are right.
@Suite struct GraphTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
    try folder.copy(example.run.appending(path: "bundle"), to: "model")
  }

  private static let goldens = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../ONNXTests/Goldens").standardizedFileURL

  /// Puts another graph into the bundle, and its checksum into `model.json`.
  private func replaceGraph(_ command: String) throws {
    let outcome = try Hilum.bash(
      """
      set -e; old=$(sha256sum < model/model.onnx | cut -d' ' -f1); \(command)
      sed -i "s/$old/$(sha256sum < model/model.onnx | cut -d' ' -f1)/" model/model.json
      """, in: folder.url)
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  @Test(arguments: [
    ("head -c 1000 model/model.onnx > cut; mv cut model/model.onnx", "model.onnx: "),
    ("cp GOLDENS/hostile/opset-9.onnx model/model.onnx", "ONNX operator set 9 is not supported"),
    ("cp GOLDENS/hostile/external-data.onnx model/model.onnx", "keeps its values in another file"),
    ("cp GOLDENS/hostile/text.onnx model/model.onnx", "not a whole ONNX model"),
    ("cp GOLDENS/inverted.onnx model/model.onnx", "the network takes pictures of [3, 12, 12]"),
  ])
  func aWrongGraphIsNamedInOneLine(_ command: String, _ message: String) throws {
    try replaceGraph(command.replacing("GOLDENS", with: Self.goldens.path))
    for command in ["predict \(example.picture)", "evaluate --data \(example.data.path)"] {
      let outcome = try Hilum.bash("$hilum \(command) --model model", in: folder.url)
      #expect(outcome.code == 1)
      #expect(outcome.output == "")
      #expect(outcome.error.contains(message), "\(outcome.errors)")
      #expect(outcome.error.hasPrefix("hilum: ") && !outcome.error.contains("/"))
    }
  }

  /// What predicts needs no LibTorch to start: the dynamic linker's list of what the program needs.
  @Test func theProgramNeedsNoLibTorch() throws {
    let outcome = try Hilum.bash("LD_TRACE_LOADED_OBJECTS=1 $hilum", in: folder.url)
    #expect(outcome.output.contains("libopenvino_c"))
    for library in ["libtorch", "libc10", "libCTorchEngine"] { #expect(!outcome.output.contains(library)) }
  }

  /// A bundle without a graph: LibTorch makes one; where LibTorch is absent, that is said.
  @Test func aBundleWithoutGraph() throws {
    try folder.remove("model/model.onnx")
    var metadata = try #require(
      JSONSerialization.jsonObject(with: folder.bytes("model/model.json")) as? [String: Any])
    var files = try #require(metadata["files"] as? [String: Any])
    files["model.onnx"] = nil
    metadata["files"] = files
    try folder.write(JSONSerialization.data(withJSONObject: metadata), "model/model.json")
    let whole = try Hilum.run("predict", "--model", example.run.path, "--json", example.picture, in: folder.url).json()
    let outcome = try Hilum.run("predict", "--model", "model", "--json", example.picture, in: folder.url)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let confidence = try #require(outcome.json()["confidence"]?.number)
    #expect(try abs(confidence - #require(whole["confidence"]?.number)) < 1e-4)
    // A copy of the program by itself finds OpenVINO by its rpath, but no engine of LibTorch beside it.
    let absent = try Hilum.bash(
      "cp -L $hilum ./alone && ./alone predict --model model \(example.picture)", in: folder.url)
    #expect(absent.code == 1)
    #expect(
      absent.error == "hilum: model has no model.onnx, and LibTorch, which would make it, is not there; "
        + "run `hilum export --onnx` where it is")
  }
}
