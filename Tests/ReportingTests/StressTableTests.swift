import Metrics
import Reporting
import Testing

@Suite struct StressTableTests {
  /// A report on two kinds, the second of which has one severity less, and a name that `suffix` ends.
  ///
  /// - Parameter learnt: The kinds that training pictures were varied in, if that is known.
  static func report(_ suffix: String = "", learnt: Set<String>? = nil) throws -> StressReport {
    let clean = try somePredictions()
    let patients = clean.clusters.map { "p\($0)" }
    func measurement(_ scores: [Double]) throws -> StressMeasurement {
      try StressMeasurement(
        BinaryPredictions(scores: scores, labels: clean.isPositive.map { $0 ? 1 : 0 }, groups: patients),
        patients: patients, refused: 0.05, unlike: 0.5)
    }
    func cell(
      _ kind: String, _ family: String, _ severity: Int
    ) throws -> (condition: StressCondition, measurement: StressMeasurement) {
      (
        StressCondition(
          kind: kind, name: "\(kind) \(suffix)", family: family, severity: severity,
          seen: learnt?.contains(kind)),
        try measurement(clean.scores.map { $0 / Double(1 + severity) })
      )
    }
    return try StressReport(
      battery: "made", threshold: 0.4, clean: measurement(clean.scores),
      cells: [
        cell("blur", "medmnist_c", 2), cell("blur", "medmnist_c", 4), cell("borders", "acquisition", 2),
      ], bootstrap: Bootstrap(resamples: 50))
  }

  @Test func kindsBySeverities() throws {
    let report = try Self.report()
    let drawing = StressHeatTable(report).drawing
    let found = try #require(texts(of: "text", in: drawing.svg))
    #expect(found.contains("2") && found.contains("4") && found.contains("mean"))
    #expect(found.contains("As they are") && found.contains("blur ") && found.contains("borders "))
    // One for clean pictures, three and two for the kinds, one for the mean: what is not measured has no cell.
    #expect(found.count { $0.contains(/^[01]\.\d{3}$/) } == 7)
    #expect(drawing.svg.matches(of: /<rect class="fill-orange"/).count == 7)
    #expect(drawing.label.hasPrefix("Balanced accuracy under stress. Balanced accuracy at the operating point is "))
  }

  @Test func kindsThatWereHeldOutAreReportedApart() throws {
    let report = try Self.report(learnt: ["blur"])
    let svg = StressHeatTable(report).drawing.svg
    let found = try #require(texts(of: "text", in: svg))
    #expect(found.contains("blur ") && found.contains("borders  *"))
    #expect(found.contains("Mean of 1 learnt") && found.contains("Mean of 1 held out"))
    #expect(svg.contains("* held out of training."))
    let html = StressPage(report, model: "mine").html
    #expect(html.contains("borders  (held out)") && html.contains("Held out: no training image was varied in it."))
    let card = ModelCard(report: Report(title: "run", stress: report), details: []).markdown
    #expect(card.contains("| Mean of 1 held out | ") && card.contains("on the 1 that were held out"))
    let unknown = StressPage(try Self.report(), model: "mine").html
    #expect(!unknown.contains("held out") && !unknown.contains("learnt"))
  }

  @Test func thePageHasTableAndPicture() throws {
    let html = StressPage(try Self.report(), model: "mine").html
    #expect(html.contains("<h1>mine</h1>") && html.contains("Battery made, 60 images"))
    #expect(html.contains("<svg") && html.contains("<th scope=\"row\">Mean of 2 kinds</th>"))
    #expect(html.contains("<td class=\"number\">50.0\u{202F}%</td>"))
    #expect(!html.contains("AlexNet"))
    #expect(!html.contains("<script") && !html.contains("//"))
  }

  @Test func namesAreEscaped() throws {
    let hostile = "</text><script>alert(1)</script>"
    let report = try Self.report(hostile)
    #expect(!StressPage(report, model: hostile).html.contains("<script"))
    #expect(!StressHeatTable(report).drawing.svg.contains("<script"))
  }

  @Test func reportAndCardHaveIt() throws {
    let stress = try Self.report()
    let report = Report(title: "run", stress: stress)
    let html = try report.html()
    #expect(html.contains("<section id=\"stress\">") && html.contains(stress.summary.meaning))
    let card = ModelCard(report: report, details: []).markdown
    #expect(card.contains("### Stress") && card.contains("| Mean of 2 kinds | "))
    #expect(card.contains("Measured on 60 validation images, each changed."))
  }

  @Test func theComparisonNamesTheRunsThatHaveIt() throws {
    let predictions = try somePredictions()
    func page(_ stress: StressSummary?) throws -> String {
      ComparisonPage(
        try ModelComparison(
          [.init("one", predictions, threshold: 0.5, stress: stress), .init("two", predictions, threshold: 0.5)],
          bootstrap: Bootstrap(resamples: 50))
      ).html
    }
    let html = try page(Self.report().summary)
    #expect(html.contains("<section id=\"stress\">") && html.contains("made, 60 images"))
    #expect(try !page(nil).contains("id=\"stress\""))
  }
}
