import Bundles
import Files
import Foundation
import Testing

@Suite struct PrecisionAgreementTests {
  private func comparison(shift: Double = 0.01, beyond: Int = 0) -> PrecisionAgreement.Comparison {
    .init(
      n: 250, largestShift: 0.03, shift999: shift, decisions: 250, changed: 2, changedBeyond: beyond, aurocExact: 0.99,
      auroc: nil, heatMaps: .init(n: 250, mean: 0.99, least: 0.8))
  }

  private func record(_ entry: PrecisionAgreement.Entry) -> PrecisionAgreement {
    PrecisionAgreement(
      date: "2026-01-01T00:00:00Z", data: "xrays", conditions: ["gaussian_noise-2"], processor: "a processor",
      precisions: ["bf16": entry])
  }

  @Test(arguments: [(0.02, 0, true), (0.0201, 0, false), (0.001, 1, false)])
  func limits(shift: Double, beyond: Int, keeps: Bool) {
    #expect(comparison(shift: shift, beyond: beyond).keepsWord == keeps)
    let graph = Checksum(of: Data())
    let good = comparison()
    let other = comparison(shift: shift, beyond: beyond)
    #expect(
      PrecisionAgreement.Entry(graph: graph, logitShift: [0.1, 0], clean: other, stressed: nil).keepsWord == keeps)
    #expect(
      PrecisionAgreement.Entry(graph: graph, logitShift: [0.1, 0], clean: good, stressed: other).keepsWord == keeps)
  }

  @Test func aBundleCarriesIt() throws {
    try withTemporaryDirectory { directory in
      let bundle = try SampleBundle.write(to: directory.appending(path: "bundle"))
      #expect(bundle.metadata.agreement == nil)
      let entry = PrecisionAgreement.Entry(
        graph: Checksum(of: Data()), logitShift: [0.1, 0], clean: comparison(), stressed: comparison())
      let recorded = try bundle.recording(record(entry))
      #expect(recorded.metadata.agreement == record(entry))
      #expect(recorded.metadata.files == bundle.metadata.files)
      try recorded.verify()
      let file = try Data(contentsOf: recorded.url.appending(path: ModelBundle.metadataName))
      let json = try JSONSerialization.jsonObject(with: file) as? [String: Any]
      let written = ((json?["agreement"] as? [String: Any])?["precisions"] as? [String: [String: Any]])?["bf16"]
      #expect(written?["keeps_word"] as? Bool == true)
      #expect((written?["clean"] as? [String: Any])?["shift_999"] as? Double == 0.01)
    }
  }
}
