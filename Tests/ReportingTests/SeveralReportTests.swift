import Foundation
import Metrics
import Reporting
import Testing

/// What the report's page says of several classes and of several findings.
@Suite struct SeveralReportTests {
  private static let hostile = "<b>Effusion & \"fluid\""
  private static let escaped = "&lt;b&gt;Effusion &amp; &quot;fluid&quot;"

  /// The page of a measurement on the test set.
  private func page(_ several: Report.Evaluation.Several) throws -> String {
    let predictions = try somePredictions()
    let report = try ClassificationReport(predictions, threshold: 0.4, classes: ["none", "some"], bootstrap: nil)
    return try Report(
      title: "several",
      evaluations: [.init("Test", predictions: predictions, report: report, several: several)]
    ).html()
  }

  /// The page of three classes, of which the third has no case, and how they were measured.
  private func threeClasses() throws -> (html: String, report: SeveralReport) {
    let labels = (0..<40).map { $0 % 2 }
    let rows = (0..<40).map { index -> [Double] in
      let share = index % 5 == 0 ? 0.3 : 0.8
      return index % 2 == 0 ? [share, 0.9 - share, 0.1] : [0.9 - share, share, 0.1]
    }
    let predictions = try MulticlassPredictions(
      probabilities: rows, labels: labels, classes: ["NORMAL", Self.hostile, "VIRUS"], groups: (0..<40).map { "p\($0)" }
    )
    let report = try SeveralReport(
      multiclass: predictions, thresholds: [0.5, 0.4, 0.3], screening: nil, bootstrap: Bootstrap(resamples: 50))
    return (try page(.init(predictions: predictions, report: report)), report)
  }

  /// The page of three findings, of which the third is never known, and how they were measured.
  private func threeFindings() throws -> (html: String, report: SeveralReport) {
    let labels = (0..<30).map { index -> [Bool?] in [index % 2 == 0, index % 5 == 0 ? nil : index % 3 == 0, nil] }
    let rows = (0..<30).map { index in [index % 2 == 0 ? 0.7 : 0.2, index % 3 == 0 ? 0.6 : 0.3, 0.5] }
    let predictions = try MultilabelPredictions(
      probabilities: rows, labels: labels, names: ["Nodule", Self.hostile, "Hernia"])
    let report = try SeveralReport(
      multilabel: predictions, thresholds: [0.5, 0.5, 0.25], screening: nil, bootstrap: Bootstrap(resamples: 50))
    return (try page(.init(predictions: predictions, report: report)), report)
  }

  /// The cells of the first row that a name heads, as they are written.
  private func cells(_ name: String, in html: String) throws -> [String] {
    let start = try #require(html.firstRange(of: "<th scope=\"row\">\(name)</th>"))
    let rest = html[start.upperBound...]
    let end = try #require(rest.firstRange(of: "</tr>"))
    return rest[..<end.lowerBound].matches(of: #/<td class="number">(.*?)</td>/#).map { String($0.1) }
  }

  private func fixed(_ value: Double?) -> String { NumberText.fixed(value, 3) }

  @Test func everyClassHasARowOfItsFigures() throws {
    let (html, report) = try threeClasses()
    #expect(html.contains("<section id=\"classes-test\">") && html.contains("Test set: classes"))
    for (name, finding) in zip(["NORMAL", Self.escaped], report.perClass) {
      let cells = try cells(name, in: html)
      #expect(cells.count == 12)
      #expect(cells[..<4] == [fixed(finding.atThreshold.threshold), "40", "20", "0"])
      let auroc = try #require(finding[.auroc])
      #expect(cells[4].hasPrefix(fixed(auroc)) && cells[4].contains("<span class=\"interval\"> ("))
    }
    #expect(!html.contains("<b>Effusion"))
  }

  /// A class without a case has figures that can't be computed: they are dashes, never zeros.
  @Test func whatCannotBeComputedIsADash() throws {
    let (html, report) = try threeClasses()
    let cells = try cells("VIRUS", in: html)
    #expect(cells[..<4] == ["0.300", "40", "0", "0"])
    #expect(report.perClass[2][.auroc] == nil && report.perClass[2][.sensitivity] == nil)
    #expect(cells[4] == "–" && cells[6] == "–")
    #expect(try self.cells("AUROC, NORMAL against VIRUS", in: html) == ["–"])
  }

  @Test func classesTogetherHaveTheirTableMatrixAndCurves() throws {
    let (html, report) = try threeClasses()
    #expect(html.contains("<h3>All classes</h3>"))
    let macro = try cells(SeveralFigure.macroAUROC.title, in: html)
    #expect(macro.first?.hasPrefix(fixed(report[.macroAUROC])) == true)
    #expect(html.contains("Confusion matrix") && html.contains("ROC curves of pairs"))
    #expect(html.contains("\(Self.escaped) against NORMAL"))
    #expect(html.contains("NORMAL, AUPRC \(fixed(report.perClass[0][.auprc]))"))
  }

  @Test func everyFindingHasARowAndSaysWhatIsUnknown() throws {
    let (html, report) = try threeFindings()
    #expect(html.contains("Test set: findings") && html.contains("<h3>All findings</h3>"))
    #expect(try cells("Nodule", in: html)[..<4] == ["0.500", "30", "15", "0"])
    let effusion = report.perClass[1]
    #expect(try cells(Self.escaped, in: html)[..<4] == ["0.500", "24", "\(effusion.positives)", "6"])
    let hernia = try cells("Hernia", in: html)
    #expect(hernia[..<4] == ["0.250", "0", "0", "30"])
    #expect(hernia[4...].allSatisfy { $0 == "–" })
    #expect(!html.contains("Hernia, AUPRC"))
  }

  /// With the void elements of HTML closed, the page is XML: no name breaks it.
  @Test func elementsAreClosed() throws {
    for html in [try threeClasses().html, try threeFindings().html] {
      let xml = html.replacing("<!DOCTYPE html>\n", with: "").replacing(#/<(meta|img|br|hr|col)([^>]*)>/#) {
        "<\($0.1)\($0.2)/>"
      }
      #expect(texts(of: "h2", in: xml)?.isEmpty == false)
    }
  }
}
