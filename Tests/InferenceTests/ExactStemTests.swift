import Foundation
import Inference
import ONNX
import Testing

@Suite struct ExactStemTests {
  /// In bf16 a network is the same from outside, and says nearly the same.
  @Test(arguments: ["residual", "inverted", "dense", "compact"])
  func givesWhatTheNetworkGives(name: String) throws {
    let goldens = try GoldenGraphs()
    let exact = try OpenVINOEngine.network(contentsOf: goldens.file(name))
    let engine = try OpenVINOEngine.network(contentsOf: goldens.file(name), options: EngineOptions(precision: .bf16))
    #expect(engine.signature == exact.signature)
    #expect(engine.precision.requested == .bf16)
    let images = GoldenGraphs.pattern(3 * exact.signature.inputCount)
    var wanted: OptionalOutputs = exact.signature.embedding == nil ? [] : .embedding
    if exact.signature.features != nil { wanted.insert(.features) }
    let (expected, found) = (try exact.run(images, wanted: wanted), try engine.run(images, wanted: wanted))
    #expect(found.count == 3)
    let scale = expected.logits.map(abs).max() ?? 1
    #expect(maximumDifference(found.logits, expected.logits) < 0.05 * max(1, scale))
    #expect(found.embedding?.count == expected.embedding?.count)
    #expect(found.features?.count == expected.features?.count)
    #expect(throws: InferenceError.self) { try engine.run([1, 2, 3]) }
  }

  @Test func f32IsOneNetwork() throws {
    let goldens = try GoldenGraphs()
    let images = GoldenGraphs.pattern(2 * 3 * 32 * 32)
    let whole = try OpenVINOEngine(contentsOf: goldens.file("residual")).run(images)
    #expect(try OpenVINOEngine.network(contentsOf: goldens.file("residual")).run(images) == whole)
  }
}
