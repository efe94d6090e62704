import Files
import Foundation
import ONNX
import Testing

/// Files that are truncated, oversized or ask for what Hilum refuses; `Goldens/make_hostile.py` writes the latter.
@Suite struct HostileModelTests {
  private let goldens = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

  @Test func everyTruncationIsRefused() throws {
    let data = try ExampleGraphs.compact().serialized()
    for length in stride(from: 0, to: data.count, by: 7) {
      #expect(throws: ONNXError.self, "cut at \(length)") {
        try ONNXModel(parsing: data.prefix(length), file: "m.onnx")
      }
    }
  }

  @Test func flippedBytesNeverTrap() throws {
    let data = try ExampleGraphs.compact().serialized()
    var refused = 0
    for index in data.indices {
      var damaged = data
      damaged[index] ^= 0xff
      do { _ = try ONNXModel(parsing: damaged, file: "m.onnx") } catch { refused += 1 }
    }
    #expect(refused > data.count / 10)
  }

  @Test func limitsAreCheckedBeforeDecoding() throws {
    let data = try ExampleGraphs.compact().serialized()
    #expect(throws: ONNXError.tooManyBytes(file: "m.onnx", bytes: data.count, limit: 100)) {
      try ONNXModel(parsing: data, file: "m.onnx", limits: .init(bytes: 100, structureBytes: 100))
    }
    // A graph of 100,000 empty nodes.
    let nodes = Data((0..<100_000).flatMap { _ in [UInt8(0x0a), 0] })
    let bomb = Data([0x3a, 0xc0, 0x9a, 0x0c]) + nodes
    #expect(throws: ONNXError.tooMuchStructure(file: "b.onnx", bytes: bomb.count, limit: 1000)) {
      try ONNXModel(parsing: bomb, file: "b.onnx", limits: .init(bytes: 1_000_000, structureBytes: 1000))
    }
  }

  @Test(arguments: [
    ("external-data", ONNXError.externalData(file: "external-data.onnx", tensor: "w")),
    ("opset-9", .unsupportedOpset(file: "opset-9.onnx", version: 9, supported: 13...21)),
    ("foreign-domain", .unsupported(file: "foreign-domain.onnx", feature: "operators of the domain 'com.example'")),
    ("subgraph", .unsupported(file: "subgraph.onnx", feature: "a subgraph or a foreign attribute in operator If")),
    ("short-tensor", .tensorSize(file: "short-tensor.onnx", tensor: "w", expected: 16, found: 12)),
    ("huge-shape", .malformed(file: "huge-shape.onnx", detail: "tensor 'w' has an impossible shape")),
    ("undefined-value", .unresolved(file: "undefined-value.onnx", value: "nowhere")),
    ("defined-twice", .unresolved(file: "defined-twice.onnx", value: "y")),
    ("text", .malformed(file: "text.onnx", detail: "the bytes are no ONNX model")),
  ])
  func isRefused(name: String, error: ONNXError) throws {
    #expect(throws: error) { try ONNXModel(contentsOf: goldens.appending(path: "hostile/\(name).onnx")) }
  }

  @Test func missingFilesAndFolders() throws {
    #expect(throws: ONNXError.file(.system(.open, file: "none.onnx", code: ENOENT))) {
      try ONNXModel(contentsOf: goldens.appending(path: "none.onnx"))
    }
    #expect(throws: ONNXError.file(.notRegularFile(file: "hostile"))) {
      try ONNXModel(contentsOf: goldens.appending(path: "hostile"))
    }
  }

  @Test func wrongInputShapeIsNamed() throws {
    let model = try ExampleGraphs.compact()
    let error = ONNXError.shape(file: "compact", value: "input", expected: [-1, 3, 224, 224], found: [-1, 3, 8, 8])
    #expect(throws: error) {
      try model.require("input", shape: [-1, 3, 224, 224])
    }
    #expect(throws: ONNXError.missing(file: "compact", name: "heatmap")) {
      try model.require("heatmap", shape: [-1])
    }
  }
}
