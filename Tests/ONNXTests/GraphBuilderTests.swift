import Foundation
import ONNX
import Testing

@Suite struct GraphBuilderTests {
  private let goldens = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

  /// The committed graphs have passed onnx.checker and onnxruntime (Goldens/make_goldens.py); ours are the same bytes.
  @Test(arguments: ["residual", "residual-unfolded", "inverted", "dense", "compact"])
  func bytesEqualTheCheckedFiles(name: String) throws {
    let model = try #require(try ExampleGraphs.all()[name])
    let file = goldens.appending(path: name + ".onnx")
    if ProcessInfo.processInfo.environment["HILUM_WRITE_GOLDENS"] != nil { try model.serialized().write(to: file) }
    #expect(try Data(contentsOf: file) == model.serialized())
  }

  @Test func readsBackWhatItWrote() throws {
    let written = try ExampleGraphs.residual(folded: true)
    let read = try ONNXModel(parsing: written.serialized(), file: "residual.onnx")
    #expect(read.opset == 17)
    #expect(read.metadata == ["architecture": "residual", "about": "a test"])
    #expect(read.inputs.map(\.name) == ["input"])
    #expect(read.inputs.map(\.shape) == [[-1, 3, 32, 32]])
    #expect(read.outputs.map(\.name) == ["logits", "features", "embedding"])
    #expect(read.outputs.map(\.shape) == [[-1, 2], [-1, 16, 4, 4], [-1, 16]])
    #expect(try read.initializer("fc.weight").shape == [2, 16])
    #expect(try read.initializer("fc.weight") == written.initializer("fc.weight"))
    let convolution = try #require(read.nodes.first)
    #expect(convolution.operation == "Conv")
    #expect(convolution.inputs == ["input", "conv1.weight", "conv1.bias"])
    #expect(convolution.integers["strides"] == [2, 2])
    #expect(try read.serialized() == written.serialized())
  }

  @Test func normalisationFoldsIntoTheLayerBefore() throws {
    let normalization = try BatchNormalization(
      gamma: [2, 1], beta: [0.5, -1], mean: [1, 3], variance: [4, 0.25], epsilon: 0)
    let folded = try normalization.folded(
      into: FloatTensor(shape: [2, 1, 1, 2], values: [1, 2, 3, 4]), bias: [1, 1])
    #expect(folded.weight.values == [1, 2, 6, 8])
    #expect(folded.bias == [0.5, -5])
    #expect(try normalization.folded(into: FloatTensor(shape: [2, 1], values: [1, 1])).bias == [-0.5, -7])
  }

  // MARK: - Refusals

  @Test func shapesThatDoNotFit() throws {
    var graph = GraphBuilder(name: "g")
    let image = try graph.input("input", shape: [3, 8, 8])
    let vector = try graph.flatten(image)
    let weight = try FloatTensor(shape: [4, 2, 3, 3], values: Array(repeating: 0, count: 72))
    #expect(throws: ONNXError.shapeMismatch(node: "c", operation: "Conv", shapes: [[3, 8, 8], [4, 2, 3, 3]])) {
      try graph.conv(image, weight: weight, name: "c")
    }
    #expect(throws: ONNXError.invalidParameter(node: "c", parameter: "stride", value: 0)) {
      try graph.conv(image, weight: weight, stride: 0, name: "c")
    }
    #expect(throws: ONNXError.shapeMismatch(node: "", operation: "MaxPool", shapes: [[3, 8, 8], [9, 9]])) {
      try graph.maxPool(image, kernel: 9)
    }
    #expect(throws: ONNXError.shapeMismatch(node: "", operation: "Add", shapes: [[3, 8, 8], [192]])) {
      try graph.add(image, vector)
    }
    #expect(throws: ONNXError.shapeMismatch(node: "f", operation: "Gemm", shapes: [[3, 8, 8], [2, 3]])) {
      try graph.gemm(image, weight: FloatTensor(shape: [2, 3], values: [0, 0, 0, 0, 0, 0]), name: "f")
    }
    #expect(throws: ONNXError.duplicateName("input")) { try graph.input("input", shape: [1]) }
    #expect(throws: ONNXError.valueCount(shape: [2, 3], values: 5)) {
      try FloatTensor(shape: [2, 3], values: [0, 0, 0, 0, 0])
    }
    #expect(throws: ONNXError.shapeMismatch(node: "", operation: "BatchNormalization", shapes: [[1], [1], [2], [1]])) {
      try BatchNormalization(gamma: [1], beta: [1], mean: [1, 2], variance: [1])
    }
  }

  @Test func graphWithoutOutputIsRefused() throws {
    var graph = GraphBuilder(name: "g")
    _ = try graph.input("input", shape: [3])
    #expect(throws: ONNXError.malformed(file: "g", detail: "it has no output")) { try graph.model() }
  }

  @Test func errorsReadAsSentences() {
    let error = ONNXError.shapeMismatch(node: "fc", operation: "Gemm", shapes: [[512], [2, 256]])
    #expect("\(error)" == "shape mismatch in Gemm 'fc': [512], [2, 256]")
    let opset = ONNXError.unsupportedOpset(file: "m.onnx", version: 9, supported: 13...21)
    #expect("\(opset)" == "m.onnx: ONNX operator set 9 is not supported; export the model with one from 13 to 21")
  }
}
