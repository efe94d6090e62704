import Foundation
import ONNX
import Testing

@Suite struct QuantizerTests {
  private func ranges(_ quantizer: Quantizer) -> [String: ActivationRange] {
    Dictionary(uniqueKeysWithValues: quantizer.activations.map { ($0, ActivationRange(-4, 4)) })
  }

  @Test func everyConvolutionAndSumComesOutOfEightBits() throws {
    let model = try #require(ExampleGraphs.all()["residual"])
    let quantizer = try Quantizer(model)
    let quantized = try quantizer.quantized(ranges: ranges(quantizer))
    let producers = Dictionary(quantized.nodes.flatMap { node in node.outputs.map { ($0, node.operation) } }) { $1 }
    for node in quantized.nodes where node.operation == "Conv" {
      #expect(node.inputs.prefix(2).allSatisfy { producers[$0] == "DequantizeLinear" })
    }
    for node in quantized.nodes where node.operation == "Add" {
      #expect(node.inputs.allSatisfy { producers[$0] == "DequantizeLinear" })
    }
    #expect(quantized.nodes.count { $0.operation == "Conv" } == model.nodes.count { $0.operation == "Conv" })
    // One pair an activation, however many take it; one of the weights' a convolution.
    #expect(quantized.nodes.count { $0.operation == "QuantizeLinear" } == quantizer.activations.count)
    #expect(quantized.inputs.map(\.name) == model.inputs.map(\.name))
    #expect(quantized.outputs.map(\.name) == model.outputs.map(\.name))
    #expect(quantized.metadata == model.metadata)
    // A quarter of the size, and it reads back.
    #expect(try ONNXModel(parsing: quantized.serialized(), file: "q").nodes == quantized.nodes)
    #expect(try quantized.serialized().count < model.serialized().count)
  }

  @Test func theInstrumentedGraphGivesEveryActivation() throws {
    let model = try #require(ExampleGraphs.all()["residual"])
    let quantizer = try Quantizer(model)
    let inputs = Set(model.inputs.map(\.name))
    #expect(
      try quantizer.instrumented().outputs.map(\.name) == quantizer.activations.filter { !inputs.contains($0) })
    #expect(Set(quantizer.activations).count == quantizer.activations.count)
    #expect(quantizer.activations.contains("input"))
  }

  @Test func refusesWhatItCannotDo() throws {
    let model = try #require(ExampleGraphs.all()["residual"])
    let quantizer = try Quantizer(model)
    let quantized = try quantizer.quantized(ranges: ranges(quantizer))
    #expect(throws: ONNXError.self) { try Quantizer(quantized) }
    #expect(throws: ONNXError.self) { try quantizer.quantized(ranges: [:]) }
    var graph = GraphBuilder(name: "pooling")
    let image = try graph.input("input", shape: [3, 8, 8])
    try graph.output(graph.flatten(graph.globalAveragePool(image)), as: "logits")
    let unconvolved = try graph.model()
    #expect(throws: ONNXError.self) { try Quantizer(unconvolved) }
  }

  @Test func rangesHoldZero() {
    #expect(ActivationRange(2, 5) == ActivationRange(0, 5))
    #expect(ActivationRange(-5, -2) == ActivationRange(-5, 0))
  }
}
