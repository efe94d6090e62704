import Bundles
import FolderTesting
import Foundation
import Inference
import Testing

/// What `auto` comes to, for a bundle's record and a processor.
@Suite struct PrecisionRequestTests {
  private static let xeon = "vendor_id\t: GenuineIntel\nmodel name\t: A Xeon\nflags\t\t: fpu avx512_bf16 avx512_vnni\n"
  private static let withMatrices = "vendor_id\t: GenuineIntel\nflags\t\t: fpu avx512_bf16 amx_bf16\n"
  private static let epyc = "vendor_id\t: AuthenticAMD\nflags\t\t: fpu avx512_bf16\nflags\t\t: fpu\n"

  @Test func processors() {
    let xeon = Processor(information: Self.xeon)
    #expect(xeon.name == "A Xeon")
    #expect(xeon.isQuick(in: .f32) && xeon.isQuick(in: .int8) && !xeon.isQuick(in: .bf16))
    let matrices = Processor(information: Self.withMatrices)
    #expect(matrices.isQuick(in: .bf16) && !matrices.isQuick(in: .int8))
    let epyc = Processor(information: Self.epyc)
    #expect(epyc.isQuick(in: .bf16) && !epyc.isQuick(in: .int8))
    let unknown = Processor(information: "")
    #expect(unknown.isQuick(in: .f32) && !unknown.isQuick(in: .bf16) && !unknown.isQuick(in: .int8))
    #expect(unknown.name == "unknown processor")
  }

  private func bundle(_ folder: TemporaryFolder, shift: Double? = 0.01, ofAnotherGraph: Bool = false) throws
    -> ModelBundle
  {
    let released = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/released/bundle")
    let place = folder.url.appending(path: "bundle")
    try FileManager.default.copyItem(at: released, to: place)
    let bundle = try ModelBundle(contentsOf: place)
    guard let shift else { return bundle }
    let comparison = PrecisionAgreement.Comparison(
      n: 10, largestShift: shift, shift999: shift, decisions: 10, changed: 0, changedBeyond: 0, aurocExact: nil,
      auroc: nil, heatMaps: nil)
    let file = ofAnotherGraph ? BundleFile.weights : .graph
    let entry = PrecisionAgreement.Entry(
      graph: try #require(bundle.metadata.files[file.rawValue]),
      logitShift: Array(repeating: 0.25, count: bundle.metadata.network.outputs), clean: comparison, stressed: nil)
    return try bundle.recording(
      PrecisionAgreement(
        date: "", data: "", conditions: [], processor: "", precisions: ["bf16": entry, "int8": entry]))
  }

  @Test func autoIsTheFastestThatTheRecordAllows() throws {
    let folder = try TemporaryFolder()
    let bundle = try bundle(folder)
    let epyc = Processor(information: Self.epyc)
    #expect(bundle.precision(.auto, on: epyc) == .bf16)
    // It has no graph in integers, whatever its record says, and this processor is not quick in bf16.
    #expect(bundle.precision(.auto, on: Processor(information: Self.xeon)) == .f32)
    for precision in Precision.allCases {
      let request = try #require(PrecisionRequest(rawValue: precision.rawValue))
      #expect(bundle.precision(request, on: epyc) == precision)
    }
  }

  /// What a precision takes from logits on average is added; never in f32.
  @Test func logitsAreCorrected() throws {
    let folder = try TemporaryFolder()
    let bundle = try bundle(folder)
    let graph = bundle.url.appending(path: "model.onnx")
    for precision in [Precision.f32, .bf16] {
      let options = EngineOptions(precision: precision)
      let (plain, engine) = (
        try OpenVINOEngine.network(contentsOf: graph, options: options), try bundle.network(options)
      )
      let picture = [Float](repeating: 0.5, count: plain.signature.inputCount)
      let (one, other) = (try plain.run(picture).logits, try engine.run(picture).logits)
      let shift: Float = engine.precision.used == .f32 ? 0 : 0.25
      #expect(zip(one, other).allSatisfy { abs($1 - $0 - shift) < 1e-6 } && one.count == other.count)
    }
  }

  @Test func autoIsExactWhereNothingIsKnown() throws {
    let epyc = Processor(information: Self.epyc)
    for (shift, isOther) in [(nil, false), (0.03, false), (0.01, true)] as [(Double?, Bool)] {
      let folder = try TemporaryFolder()
      #expect(try bundle(folder, shift: shift, ofAnotherGraph: isOther).precision(.auto, on: epyc) == .f32)
    }
  }
}
