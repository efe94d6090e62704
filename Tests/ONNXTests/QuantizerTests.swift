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
    // The greatest of values out of 8 bits is one of them.
    let pooled = Set(quantized.nodes.filter { $0.operation == "MaxPool" }.flatMap(\.outputs))
    for node in quantized.nodes where node.operation == "Conv" {
      #expect(node.inputs.prefix(2).allSatisfy { producers[$0] == "DequantizeLinear" || pooled.contains($0) })
    }
    #expect(pooled.count == 1)
    for node in quantized.nodes where node.operation == "MaxPool" {
      #expect(producers[node.inputs[0]] == "DequantizeLinear")
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

  @Test func whatIsComputedOfPooledValuesOrOfTokensStaysInFloats() throws {
    var graph = GraphBuilder(name: "mixed")
    let image = try graph.input("input", shape: [4, 8, 8])
    let square = try FloatTensor(shape: [4, 4, 1, 1], values: (0..<16).map { Float($0) / 16 })
    let map = try graph.silu(graph.conv(image, weight: square, name: "map"))
    let factors = try graph.sigmoid(graph.conv(graph.globalAveragePool(map), weight: square, name: "squeezed"))
    let sum = try graph.add(graph.gate(map, by: factors), image, name: "sum")
    let tokens = try graph.transpose(graph.reshape(sum, to: [4, 64], name: "tokens"), [1, 0])
    let moved = try graph.add(tokens, constant: FloatTensor([1, 2, 3, 4]), name: "moved")
    let doubled = try graph.add(moved, tokens, name: "doubled")
    try graph.output(graph.flatten(graph.gelu(doubled)), as: "logits")
    let quantizer = try Quantizer(graph.model())
    #expect(quantizer.activations.contains("input") && quantizer.activations.contains("Mul_2"))
    #expect(quantizer.activations.count == 2)
    let quantized = try quantizer.quantized(ranges: ranges(quantizer))
    #expect(quantized.nodes.first { $0.name == "squeezed" }?.inputs == ["GlobalAveragePool_1", "squeezed.weight"])
    #expect(quantized.nodes.first { $0.name == "doubled" }?.inputs == ["moved", "Transpose_1"])
    #expect(quantized.nodes.first { $0.name == "sum" }?.inputs == ["Mul_2.dequantized", "input.dequantized"])
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

  /// Rounding moves the mean of a channel; the bias takes that back.
  @Test func biasesMakeUpForRoundedWeights() throws {
    let (outputs, inputs) = (4, 6)
    let weight = (0..<outputs * inputs).map { Float($0 * 29 % 17) / 17 - 0.45 }
    let means = (0..<inputs).map { Float($0) / 3 + 1 }
    for groups in [1, 2] {
      var graph = GraphBuilder(name: "one")
      let image = try graph.input("input", shape: [inputs, 8, 8])
      let used = Array(weight.prefix(outputs * inputs / groups))
      let convolved = try graph.conv(
        image, weight: FloatTensor(shape: [outputs, inputs / groups, 1, 1], values: used),
        bias: [Float](repeating: 0.25, count: outputs), groups: groups, name: "c")
      try graph.output(graph.flatten(graph.globalAveragePool(convolved)), as: "logits")
      let quantizer = try Quantizer(graph.model())
      let model = try quantizer.quantized(ranges: ranges(quantizer), means: ["input": means])
      let node = try #require(model.nodes.first { $0.operation == "Conv" })
      let bias = try model.initializer(node.inputs[2]).values
      let part = inputs / groups
      for output in 0..<outputs {
        let row = Array(used[output * part..<(output + 1) * part])
        let scale = try #require(row.map(abs).max()) / 127
        let first = output / (outputs / groups) * part
        let moved = row.indices.reduce(Float(0)) {
          $0 + ((row[$1] / scale).rounded(.toNearestOrEven) * scale - row[$1]) * means[first + $1]
        }
        #expect(abs(bias[output] - (0.25 - moved)) < 1e-5)
        #expect(moved != 0)
      }
    }
  }

  @Test func logitsCanBeMoved() throws {
    let model = try #require(ExampleGraphs.all()["residual"])
    let bias = try #require(model.nodes.first { $0.outputs == ["logits"] }?.inputs.last)
    let before = try model.initializer(bias).values
    let after = try model.takingFromLogits([0.5, -1]).initializer(bias).values
    #expect(zip(before, after).map { $0 - $1 } == [0.5, -1])
    #expect(throws: ONNXError.self) { try model.takingFromLogits([1]) }
  }

  @Test func rangesHoldZero() {
    #expect(ActivationRange(2, 5) == ActivationRange(0, 5))
    #expect(ActivationRange(-5, -2) == ActivationRange(-5, 0))
  }
}
