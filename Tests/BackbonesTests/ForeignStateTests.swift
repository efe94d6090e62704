import Backbones
import ModelTesting
import TensorFiles
import Testing

@Suite("State dicts of others")
struct ForeignStateTests {
  /// Some tensors of a ResNet-18, that by which it is known among them.
  private func body(_ prefix: String = "", channels: Int = 3) throws -> [String: StoredTensor] {
    let shapes = ["conv1.weight": [2, channels, 2, 2], "layer4.1.conv2.weight": [512, 512, 3, 3], "bn1.weight": [2]]
    return Dictionary(
      uniqueKeysWithValues: try shapes.map { key, shape in
        (prefix + key, try WeightPattern.weights(key, shape))
      })
  }

  private func linear(_ place: String, _ outputs: Int, _ inputs: Int, bias: Bool = true) throws -> [String:
    StoredTensor]
  {
    var tensors = ["\(place).weight": try WeightPattern.weights("\(place).weight", [outputs, inputs])]
    if bias { tensors["\(place).bias"] = try WeightPattern.weights("\(place).bias", [outputs]) }
    return tensors
  }

  @Test("a head is a linear layer, wherever it stands", arguments: ["fc", "fc.0", "fc.1", "fc.0.1", "fc.linear"])
  func linearHead(place: String) throws {
    let head = try linear(place, 2, 4)
    let state = try ForeignState(body().merging(head) { $1 }, as: .resnet18)
    #expect(state.outputs == 2 && state.hidden == nil && state.channels == 3)
    #expect(state.tensors["fc.weight"] == head["\(place).weight"])
    #expect(state.tensors["fc.bias"] == head["\(place).bias"])
    #expect(Set(state.tensors.keys) == Set(try body().keys).union(["fc.weight", "fc.bias"]))
  }

  @Test("what stands before all keys is dropped", arguments: ["model.", "backbone.", "net.module."])
  func prefixes(prefix: String) throws {
    let foreign = try body(prefix).merging(linear(prefix + "fc", 1, 4, bias: false)) { $1 }
    #expect(Architecture.recognised(in: ForeignState.shapes(foreign)) == .resnet18)
    let state = try ForeignState(foreign, as: .resnet18)
    #expect(state.outputs == 1)
    #expect(state.tensors["fc.bias"] == (try StoredTensor([0], shape: [1])))
    #expect(state.tensors["conv1.weight"] != nil)
  }

  @Test func twoLayersInARowAreOne() throws {
    let (first, second) = (try linear("fc.0", 3, 4), try linear("fc.1", 2, 3))
    let foreign = try body().merging(first) { $1 }.merging(second) { $1 }
    let state = try ForeignState(foreign, as: .resnet18)
    let weight = try #require(state.tensors["fc.weight"])
    let bias = try #require(state.tensors["fc.bias"])
    #expect(weight.shape == [2, 4] && state.hidden == nil)
    let x: [Float] = [0.3, -1, 2, 0.5]
    func apply(_ weight: StoredTensor?, _ bias: StoredTensor?, _ x: [Float]) -> [Float] {
      let (w, b) = (weight?.floats() ?? [], bias?.floats() ?? [])
      return b.indices.map { row in b[row] + x.indices.reduce(0) { $0 + w[row * x.count + $1] * x[$1] } }
    }
    let expected = apply(second["fc.1.weight"], second["fc.1.bias"], apply(first["fc.0.weight"], first["fc.0.bias"], x))
    #expect(zip(apply(weight, bias, x), expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func whatStandsBetweenTwoLayersHasToBeSaid() throws {
    let foreign = try body().merging(linear("fc.0", 3, 4)) { $1 }.merging(linear("fc.3", 2, 3)) { $1 }
    #expect(throws: ForeignState.Fault.unknownActivation(first: "fc.0", second: "fc.3")) {
      try ForeignState(foreign, as: .resnet18)
    }
    let bent = try ForeignState(foreign, as: .resnet18, activation: .relu)
    #expect(bent.hidden == 3 && bent.outputs == 2 && !bent.batchNorm)
    #expect(bent.tensors["fc.hidden.weight"] == foreign["fc.0.weight"])
    #expect(bent.tensors["fc.output.bias"] == foreign["fc.3.bias"])
    #expect(try ForeignState(foreign, as: .resnet18, activation: ForeignState.Activation.none).hidden == nil)
    // A head that has this program's keys says so itself.
    let own = try ForeignState(body().merging(bent.tensors) { $1 }, as: .resnet18)
    #expect(own.hidden == 3 && own.tensors == bent.tensors)
  }

  @Test func aHeadThatDoesNotFitIsNamed() throws {
    #expect(throws: ForeignState.Fault.noHead(place: "fc")) { try ForeignState(body(), as: .resnet18) }
    let norm = try body().merging(linear("fc.0", 2, 4)) { $1 }
      .merging(["fc.1.running_mean": StoredTensor([0, 0], shape: [2])]) { $1 }
    #expect(throws: ForeignState.Fault.headLayers(key: "fc.1.running_mean")) { try ForeignState(norm, as: .resnet18) }
    let misfit = try body().merging(linear("fc.0", 3, 4)) { $1 }.merging(linear("fc.1", 2, 5)) { $1 }
    #expect(throws: ForeignState.Fault.headShapes([[3, 4], [2, 5]])) { try ForeignState(misfit, as: .resnet18) }
    var many = try body()
    for index in 0..<3 { many.merge(try linear("fc.\(index)", 4, 4)) { $1 } }
    #expect(throws: ForeignState.Fault.tooManyLayers(count: 3)) { try ForeignState(many, as: .resnet18) }
  }

  @Test func greyPicturesBecomeThreeChannels() throws {
    let foreign = try body(channels: 1).merging(linear("fc", 2, 4)) { $1 }
    let state = try ForeignState(foreign, as: .resnet18)
    #expect(state.channels == 1)
    let wide = try #require(state.tensors["conv1.weight"])
    let narrow = try #require(foreign["conv1.weight"]).floats()
    #expect(wide.shape == [2, 3, 2, 2])
    // Summed over three equal channels it is what it was.
    let values = wide.floats()
    var sums = [Float](repeating: 0, count: 8)
    for (index, value) in values.enumerated() { sums[index / 12 * 4 + index % 4] += value }
    let differences = zip(sums, narrow).map { sum, value in abs(sum - value) }
    #expect(differences.allSatisfy { $0 < 1e-6 })
  }

  @Test("a network is recognised by its last block")
  func recognition() throws {
    let shapes: [(Architecture, String, [Int])] = [
      (.resnet152, "layer3.35.conv3.weight", [1024, 256, 1, 1]),
      (.resnet50, "layer3.5.conv3.weight", [1024, 256, 1, 1]),
      (.densenet121, "features.denseblock4.denselayer16.conv.2.weight", [32, 128, 3, 3]),
      (.vitB16, "encoder.layers.encoder_layer_11.mlp.linear_1.weight", [3072, 768]),
    ]
    for (architecture, key, shape) in shapes { #expect(Architecture.recognised(in: [key: shape]) == architecture) }
    #expect(Architecture.recognised(in: ["layer3.5.conv3.weight": [1, 1, 1, 1]]) == nil)
    // A deeper network has the blocks of the others, too.
    let both = ["layer3.35.conv3.weight": [1024, 256, 1, 1], "layer3.5.conv3.weight": [1024, 256, 1, 1]]
    #expect(Architecture.recognised(in: both) == .resnet152)
  }
}
