import Inference
import ONNX
import Testing

@Suite struct FlipAveragingTests {
  private func mirrored(_ image: [Float], width: Int) -> [Float] {
    stride(from: 0, to: image.count, by: width).flatMap { image[$0..<$0 + width].reversed() }
  }

  @Test func logitsAreTheMeanOfBothSides() throws {
    let engine = try OpenVINOEngine(contentsOf: GoldenGraphs().file("residual"))
    let averaging = FlipAveraging(engine)
    let size = engine.signature.inputCount
    let width = try #require(engine.signature.input.last)
    let images = GoldenGraphs.pattern(2 * size)
    let output = try averaging.run(images, wanted: [.embedding, .features])
    let plain = try engine.run(images, wanted: [.embedding, .features])
    let flipped = try engine.run(mirrored(images, width: width))
    let mean = zip(plain.logits, flipped.logits).map { ($0 + $1) / 2 }
    #expect(maximumDifference(output.logits, mean) < 1e-6)
    #expect(maximumDifference(output.logits, plain.logits) > 1e-4)
    #expect(maximumDifference(output.embedding ?? [], plain.embedding ?? []) < 1e-6)
    #expect(maximumDifference(output.features ?? [], plain.features ?? []) < 1e-6)
    // A picture and its mirror image are read alike.
    let other = try averaging.run(mirrored(images, width: width))
    #expect(maximumDifference(other.logits, output.logits) < 1e-6)
  }

  @Test func wrongBatchesAreRefused() throws {
    let averaging = try FlipAveraging(OpenVINOEngine(contentsOf: GoldenGraphs().file("residual")))
    #expect(throws: InferenceError.self) { try averaging.run([1, 2, 3]) }
  }
}
