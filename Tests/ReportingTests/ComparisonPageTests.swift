import Metrics
import Reporting
import Testing

@Suite struct ComparisonPageTests {
  private func page(_ second: String = "other") throws -> ComparisonPage {
    let first = try somePredictions()
    let coarse = try BinaryPredictions(
      scores: first.scores.map { ($0 * 5).rounded() / 5 }, labels: first.isPositive.map { $0 ? 1 : 0 },
      groups: first.clusters.map { "\($0)" })
    return ComparisonPage(
      try ModelComparison(
        [.init("one", first, threshold: 0.5), .init(second, coarse, threshold: 0.4)],
        classes: ["NORMAL", "PNEUMONIA"], bootstrap: Bootstrap(resamples: 50)))
  }

  @Test func figuresDifferencesAndCurves() throws {
    let html = try page().html
    #expect(html.contains("<h1>one · other</h1>"))
    #expect(html.contains("60 images of 30 patients, 40 of them PNEUMONIA"))
    #expect(html.contains("<h2>other − one</h2>"))
    #expect(html.contains("AUROC by DeLong, p "))
    #expect(html.contains("Receiver operating characteristic"))
    #expect(html.contains("Research software, not a medical device."))
    #expect(!html.contains("<script") && !html.contains("//"))
    let drawing = try page().drawing
    #expect(drawing.label == "Comparison of one, other")
    #expect(try #require(texts(of: "text", in: drawing.svg)).contains("other − one"))
  }

  @Test func namesAreEscaped() throws {
    let html = try page("<script>alert(1)</script>").html
    #expect(!html.contains("<script"))
    #expect(html.contains("&lt;script&gt;"))
  }
}
