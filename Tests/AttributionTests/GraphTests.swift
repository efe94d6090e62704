import Backbones
import Inference
import ONNX
import Testing
import Torch

/// Networks' graphs through OpenVINO against LibTorch.
@Suite struct GraphTests {
  struct Network: Sendable, CustomTestStringConvertible {
    let architecture: Architecture
    let options: Head.Options

    init(_ architecture: Architecture, _ options: Head.Options = .init(outputs: 2)) {
      self.architecture = architecture
      self.options = options
    }

    var testDescription: String {
      "\(architecture) \(options.outputs) \(options.attention) \(options.scales)"
    }
  }

  static let networks = [
    Network(.efficientNetB0), Network(.convNeXtTiny), Network(.densenet121, .init(outputs: 14)),
    Network(.resnet18, .init(outputs: 2, attention: .squeezeExcitation)),
    Network(.mobileNetV2, .init(outputs: 2, attention: .cbam, scales: 2)),
    Network(.convNeXtTiny, .init(outputs: 3, hidden: 16, attention: .squeezeExcitation, scales: 2)),
    Network(.densenet121, .init(outputs: 14, attention: .cbam, scales: 2)),
    Network(.resnet18, .init(outputs: 1000, scales: 2)),
  ]

  /// Sides that halve evenly and sides that don't.
  @Test(arguments: networks, [96, 80])
  func theGraphGivesTheNetworksLogits(network: Network, side: Int) throws {
    let model = try Pattern.network(network.architecture, network.options)
    let image = try Pattern.pictures("image", side: side)
    let engine = try OpenVINOEngine(model.graph(height: side, width: side))
    let output = try engine.run(image.floats(), wanted: .features)
    let features = try withInferenceMode { try model.backbone(image) }
    #expect(engine.signature.features == Array(features.shape.dropFirst()))
    let logits = try withInferenceMode { try model.head(features).floats() }
    let size = max(logits.map(abs).max() ?? 0, 1)
    #expect(output.logits.count == network.options.outputs)
    #expect(maximumDifference(output.logits, logits) <= 1e-4 * size)
    #expect(maximumDifference(try #require(output.features), try features.floats()) <= 1e-3 * size)
  }

  /// What is not a convolution or a sum of maps stays in floats, and the graph goes on working.
  @Test(arguments: networks)
  func theGraphRunsInIntegers(network: Network) throws {
    let side = 64
    let model = try Pattern.network(network.architecture, network.options)
    let graph = try model.graph(height: side, width: side)
    let quantizer = try Quantizer(graph)
    let input = try Pattern.pictures("image", side: side).floats()
    let quantized = try quantizer.quantized(
      ranges: Dictionary(uniqueKeysWithValues: quantizer.activations.map { ($0, ActivationRange(-64, 64)) }))
    #expect(quantizer.activations.contains("image"))
    let engine = try OpenVINOEngine(quantized, options: EngineOptions(precision: .int8))
    #expect(try engine.run(input).logits.allSatisfy(\.isFinite))
  }
}
