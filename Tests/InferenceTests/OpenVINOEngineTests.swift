import Files
import Foundation
import Inference
import ONNX
import Testing

@Suite struct OpenVINOEngineTests {
  private let goldens: GoldenGraphs

  init() throws {
    goldens = try GoldenGraphs()
  }

  // MARK: - Numbers

  @Test(arguments: ["residual", "residual-unfolded", "inverted", "dense", "compact"])
  func equalsOnnxruntime(name: String) throws {
    let engine = try OpenVINOEngine(contentsOf: goldens.file(name))
    let expected = goldens.outputs(name)
    var wanted: OptionalOutputs = []
    if expected["embedding"] != nil { wanted.insert(.embedding) }
    if expected["features"] != nil { wanted.insert(.features) }
    let output = try engine.run(GoldenGraphs.pattern(3 * engine.signature.inputCount), wanted: wanted)
    #expect(output.count == 3)
    let logits = try #require(expected["logits"])
    #expect(engine.signature.classes == logits.shape[1])
    #expect(maximumDifference(output.logits, logits.values) < 1e-5)
    #expect(maximumDifference(output.embedding ?? [], expected["embedding"]?.values ?? []) < 1e-5)
    #expect(maximumDifference(output.features ?? [], expected["features"]?.values ?? []) < 1e-5)
    #expect(engine.signature.features == expected["features"].map { Array($0.shape.dropFirst()) })
  }

  @Test func batchesOfAnySizeGiveTheSame() throws {
    let engine = try OpenVINOEngine(contentsOf: goldens.file("residual"))
    let images = GoldenGraphs.pattern(7 * engine.signature.inputCount)
    let all = try engine.run(images, wanted: [.embedding])
    for count in [1, 2, 5] {
      let some = try engine.run(Array(images.prefix(count * engine.signature.inputCount)), wanted: [.embedding])
      #expect(maximumDifference(some.logits, all.logits.prefix(count * 2)) < 1e-5)
      #expect(maximumDifference(some.embedding(of: 0) ?? [], all.embedding(of: 0) ?? []) < 1e-5)
    }
    #expect(Array(all.logits(of: 6)) == Array(all.logits.suffix(2)))
    #expect(all.features == nil)
  }

  @Test func aModelInMemoryIsTheSame() throws {
    let model = try ONNXModel(contentsOf: goldens.file("residual"))
    let engine = try OpenVINOEngine(model)
    let output = try engine.run(GoldenGraphs.pattern(3 * engine.signature.inputCount))
    #expect(maximumDifference(output.logits, goldens.outputs("residual")["logits"]?.values ?? []) < 1e-5)
    #expect(engine.cacheOutcome == .disabled)
  }

  // MARK: - Precision

  @Test func brainFloatsAreNearAndSaidToBeUsed() throws {
    let engine = try OpenVINOEngine(contentsOf: goldens.file("residual"), options: .init(precision: .bf16))
    let output = try engine.run(GoldenGraphs.pattern(3 * engine.signature.inputCount))
    #expect(maximumDifference(output.logits, goldens.outputs("residual")["logits"]?.values ?? []) < 0.02)
    #expect(engine.precision.requested == .bf16)
    #expect(engine.precision.fallback == (engine.precision.used == .bf16 ? nil : .notSupportedByDevice))
  }

  @Test func aDeviceWithoutBrainFloatsFallsBack() {
    let choice = PrecisionChoice(.bf16, capabilities: ["FP32", "INT8"])
    #expect(choice.used == .f32)
    #expect(choice.fallback == .notSupportedByDevice)
    #expect("\(choice)" == "f32 (bf16 is not supported by this processor)")
    #expect(PrecisionChoice(.bf16, capabilities: ["FP32", "BF16"]).fallback == nil)
    #expect(PrecisionChoice(.int8, capabilities: ["FP32"]).used == .int8)
  }

  // MARK: - Several callers

  @Test(arguments: EngineOptions.Mode.allCases)
  func callersSideBySideGetTheirOwnAnswers(mode: EngineOptions.Mode) async throws {
    let options = EngineOptions(mode: mode, streams: mode == .throughput ? 2 : nil)
    let engine = try OpenVINOEngine(contentsOf: goldens.file("residual"), options: options)
    let size = engine.signature.inputCount
    let images = (0..<16).map { index in GoldenGraphs.pattern(size).map { $0 * Float(index) / 8 } }
    let alone = try images.map { try engine.run($0).logits }
    let together = try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
      for (index, image) in images.enumerated() {
        for _ in 0..<4 { group.addTask { (index, try engine.run(image).logits) } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(together.count == 64)
    for (index, logits) in together { #expect(maximumDifference(logits, alone[index]) < 1e-6) }
  }

  // MARK: - Refusals

  @Test func wrongBatches() throws {
    let engine = try OpenVINOEngine(contentsOf: goldens.file("inverted"))
    #expect(throws: InferenceError.batchSize(images: 0, image: [3, 12, 12], values: 0)) { try engine.run([]) }
    #expect(throws: InferenceError.batchSize(images: 1, image: [3, 12, 12], values: 433)) {
      try engine.run(Array(repeating: 0, count: 433))
    }
    #expect(throws: InferenceError.missingOutput("embedding")) {
      try engine.run(GoldenGraphs.pattern(432), wanted: .embedding)
    }
  }

  @Test func wrongModels() throws {
    let hostile = goldens.file("hostile/x").deletingLastPathComponent()
    #expect(throws: InferenceError.model(.externalData(file: "external-data.onnx", tensor: "w"))) {
      try OpenVINOEngine(contentsOf: hostile.appending(path: "external-data.onnx"))
    }
    #expect(throws: InferenceError.file(.system(.open, file: "none.onnx", code: ENOENT))) {
      try OpenVINOEngine(contentsOf: hostile.appending(path: "none.onnx"))
    }
    var graph = GraphBuilder(name: "vectors")
    let input = try graph.input("input", shape: [4])
    try graph.output(graph.relu(input), as: "logits")
    let error = InferenceError.signature(
      file: "vectors", value: "input", expected: "floats [N, C, H, W]", found: [-1, 4])
    #expect(throws: error) { try OpenVINOEngine(graph.model()) }
    var nameless = GraphBuilder(name: "nameless")
    let image = try nameless.input("input", shape: [1, 4, 4])
    try nameless.output(nameless.flatten(image), as: "scores")
    #expect(throws: InferenceError.missingOutput("logits")) { try OpenVINOEngine(nameless.model()) }
  }

  @Test func wrongOptions() throws {
    #expect(throws: InferenceError.invalidOption("threads", value: 0)) {
      try OpenVINOEngine(contentsOf: goldens.file("dense"), options: .init(threads: 0))
    }
    #expect("\(InferenceError.noDevice("GPU", available: ["CPU"]))" == "there is no device GPU here; available: CPU")
  }

  /// OpenVINO's messages name source files and directories; ours must not.
  @Test func aModelThatOpenVINORefusesIsNamedWithoutPaths() throws {
    let model = try ONNXModel(contentsOf: goldens.file("hostile/unknown-operator"))
    let error = #expect(throws: InferenceError.self) { try OpenVINOEngine(model) }
    guard case .rejectedModel(let file, let detail) = try #require(error) else {
      Issue.record("unexpected error")
      return
    }
    #expect(file == "unknown-operator.onnx")
    #expect(!detail.contains("/"))
  }
}
