import ONNX
import Testing

@Suite struct StemTests {
  /// Cut in two, every node is in one of the halves, and each half reads as a model.
  @Test(arguments: ["residual", "residual-unfolded", "inverted", "compact"])
  func aNetworkFallsIntoTwo(name: String) throws {
    let model = try #require(ExampleGraphs.all()[name])
    let value = try #require(model.stemOutput)
    let stem = try model.stem(until: value)
    let rest = try model.rest(after: value, shape: [8, 8, 8])
    #expect(stem.nodes + rest.nodes == model.nodes)
    #expect(stem.inputs.map(\.name) == model.inputs.map(\.name))
    #expect(stem.outputs.map(\.name) == [value] && rest.inputs.map(\.name) == [value])
    #expect(rest.inputs[0].shape == [-1, 8, 8, 8])
    #expect(rest.outputs.map(\.name) == model.outputs.map(\.name))
    #expect(try ONNXModel(parsing: stem.serialized(), file: "stem").nodes == stem.nodes)
    #expect(try rest.serialized().count < model.serialized().count)
  }

  /// Joined layers are wider than what they are joined of, and what is used again is no passage.
  @Test func aNetworkWithNoNarrowPlaceIsNotCut() throws {
    #expect(try #require(ExampleGraphs.all()["dense"]).stemOutput == nil)
  }

  @Test func aResidualNetworkIsCutBehindItsFirstPooling() throws {
    let model = try #require(ExampleGraphs.all()["residual"])
    let value = try #require(model.stemOutput)
    #expect(model.nodes.first { $0.outputs.contains(value) }?.operation == "MaxPool")
  }

  /// Two branches are open between a block's beginning and its sum.
  @Test func nothingIsCutInsideABlock() throws {
    let model = try #require(ExampleGraphs.all()["residual"])
    #expect(throws: ONNXError.missing(file: "residual", name: "layer1.0.conv2")) {
      try model.stem(until: "layer1.0.conv2")
    }
  }
}
