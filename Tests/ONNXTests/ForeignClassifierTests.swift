import Foundation
import ONNX
import Testing

@Suite("Classifiers of other programs")
struct ForeignClassifierTests {
  private static let goldens = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

  private func foreign() throws -> ONNXModel { try ONNXModel(contentsOf: Self.goldens.appending(path: "foreign.onnx")) }

  @Test("values get Hilum's names, the batch any size, and the softmax goes")
  func names() throws {
    let model = try foreign().namedAsClassifier(height: 9, width: 9)
    #expect(model.inputs.map(\.name) == ["image"])
    #expect(model.inputs.map(\.shape) == [[-1, 3, 6, 6]])
    #expect(model.outputs.map(\.name) == ["logits", "embedding", "features"])
    #expect(model.outputs.map(\.shape) == [[-1, 2], [-1, -1], [-1, -1, -1, -1]])
    #expect(!model.nodes.contains { $0.operation == "Softmax" })
    #expect(model.nodes.first?.inputs.first == "image")
    let sized = try model.settingShapes(embedding: 4, features: [4, 6, 6])
    #expect(sized.outputs.map(\.shape) == [[-1, 2], [-1, 4], [-1, 4, 6, 6]])
    #expect(try model.settingShapes(embedding: nil, features: nil).outputs.map(\.name) == ["logits"])
    // What has the names already keeps them.
    #expect(
      try sized.namedAsClassifier(height: 6, width: 6).outputs.map(\.name) == ["logits", "embedding", "features"])
  }

  @Test("what is no classifier is refused")
  func refusals() throws {
    for name in ["residual", "dense"] {
      let model = try ONNXModel(contentsOf: Self.goldens.appending(path: "\(name).onnx"))
      do {
        let named = try model.namedAsClassifier(height: 8, width: 8)
        #expect(named.outputs.first?.name == "logits")
      } catch ONNXError.unsupported(let file, _) {
        #expect(file == "\(name).onnx")
      }
    }
  }
}
