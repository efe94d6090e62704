import Foundation
import Metrics
import Reporting
import Testing

@Suite struct ReportTests {
  private static let hostile = "</pre><script src=\"http://evil.example/x.js\">'&`|*_[a](b)"

  /// A report in which everything is there, with `text` wherever a name comes from outside.
  private func wholeReport(_ text: String) throws -> Report {
    let predictions = try somePredictions()
    let bootstrap = Bootstrap(resamples: 50)
    let classes = ["NORMAL", text]
    let report = try ClassificationReport(predictions, threshold: 0.4, classes: classes, bootstrap: bootstrap)
    let groups = try GroupReport(
      text, values: (0..<60).map { $0 < 3 ? "few" : $0 % 2 == 0 ? text : "other" }, of: predictions, threshold: 0.4,
      classes: classes, bootstrap: bootstrap)
    var history = History()
    history.append(epoch: 1, [("train_loss", 0.5), ("validation_auroc", 0.9)])
    return Report(
      title: text, summary: text, facts: [.init(text, text)], notes: [text],
      data: .init(classes: classes, splits: [.init(text, images: [20, 40], patients: 30)], notes: [text]),
      evaluations: [
        .init("Test", predictions: predictions, uncalibrated: predictions, report: report),
        .init(text, predictions: predictions, report: report),
      ],
      operatingPoint: try OperatingPoint(choosing: .youden, on: predictions),
      calibration: try TemperatureScaling(
        fitting: predictions.scores.map { [0, log($0 / (1 - $0))] }, labels: predictions.isPositive.map { $0 ? 1 : 0 }),
      history: history, bestEpoch: 1, groups: [groups],
      worstErrors: [.init(thumbnail: try somePicture(), file: text, trueClass: text, probability: 0.99)],
      contactSheets: [ContactSheet(title: text, items: [.init(try somePicture(), caption: text)])],
      recipe: text, versions: [.init(text, text)])
  }

  @Test func nothingComesFromOutsideThePage() throws {
    let html = try wholeReport("PNEUMONIA").html()
    #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("//"))
    #expect(!html.contains("<script") && !html.contains("<link") && !html.contains("@import") && !html.contains("url("))
    for match in html.matches(of: #/(?:src|href)="([^"]*)"/#) {
      #expect(match.1.hasPrefix("data:image/png;base64,") || match.1.hasPrefix("#"))
    }
  }

  @Test func whatComesFromOutsideIsEscaped() throws {
    let html = try wholeReport(Self.hostile).html()
    #expect(!html.contains("<script"))
    #expect(html.contains("&lt;/pre&gt;&lt;script src=&quot;http://evil.example/x.js&quot;&gt;&#39;&amp;`|*_[a](b)"))
    #expect(html.matches(of: #/<pre>/#).count == 1 && html.matches(of: #/<\/pre>/#).count == 1)
  }

  @Test func everySectionIsThereAndLinked() throws {
    let html = try wholeReport("PNEUMONIA").html()
    let sections = html.matches(of: #/<section id="([^"]*)">/#).map { String($0.1) }
    #expect(
      sections == [
        "overview", "figures", "charts-test", "charts-pneumonia", "subgroups", "errors", "training", "data",
        "reproduction",
      ])
    #expect(html.matches(of: #/<a href="#([^"]*)"/#).map { String($0.1) } == sections)
    #expect(html.matches(of: #/<h1>/#).count == 1)
    #expect(html.matches(of: #/Research software, not a medical device\./#).count == 2)
    #expect(html.contains("prefers-color-scheme:dark") && html.contains("@media print"))
  }

  @Test func elementsAreClosed() throws {
    let html = try wholeReport("PNEUMONIA").html()
    // With HTML's void elements closed, the page is XML.
    let xml = html.replacing("<!DOCTYPE html>\n", with: "").replacing(#/<(meta|img|br|hr|col)([^>]*)>/#) {
      "<\($0.1)\($0.2)/>"
    }
    #expect(texts(of: "h2", in: xml)?.first == "Overview")
  }

  @Test func figuresStandWithTheirIntervals() throws {
    let report = try wholeReport("PNEUMONIA")
    let auroc = try #require(report.evaluations.first?.report[.auroc])
    let html = try report.html()
    let text = String((auroc * 1000).rounded() / 1000)
    #expect(html.contains("<th scope=\"row\">AUROC</th><td class=\"number\">\(text)"))
    #expect(html.contains("Test<br>at 0.400") && html.contains("Test<br>at 0.5"))
  }

  @Test func smallGroupsAreNamedAndGapsAreTold() throws {
    let report = try wholeReport("PNEUMONIA")
    let html = try report.html()
    #expect(html.contains("<th scope=\"row\">few</th><td class=\"number\">3</td>"))
    #expect(html.matches(of: #/too few to judge/#).count == 1)
    #expect(html.contains("PNEUMONIA. Sensitivity: ") && html.contains(" apart ("))
    let card = ModelCard(report: report, details: []).markdown
    #expect(card.contains("| few | 3 | too few | too few | too few | too few |"))
    #expect(card.contains("- Specificity: "))
  }

  @Test func oneClassOnlyAndNothingAtAll() throws {
    let predictions = try BinaryPredictions(scores: [0.2, 0.8], labels: [1, 1])
    let report = try ClassificationReport(predictions, threshold: 0.5, classes: ["A", "B"], bootstrap: nil)
    let html = try Report(
      title: "one class", evaluations: [.init("Test", predictions: predictions, report: report)]
    ).html()
    #expect(!html.contains("Receiver operating characteristic"))
    #expect(html.contains("Confusion matrix") && html.contains("no interval") && html.contains("–"))

    let empty = try Report(title: "nothing").html()
    #expect(!empty.contains("<section") && empty.contains("<h1>nothing</h1>"))
  }

  @Test func modelCardHasTheSectionsOfItsPaper() throws {
    let card = ModelCard(report: try wholeReport("PNEUMONIA"), details: [.init("Licence", "Apache-2.0")]).markdown
    let headings = card.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    #expect(
      headings == [
        "Model details", "Intended use", "Factors", "Metrics", "Training and evaluation data",
        "Quantitative analyses", "Ethical considerations", "Caveats and recommendations",
      ])
    #expect(card.contains("**Research software, not a medical device.**"))
    #expect(card.contains("| Licence | Apache-2.0 |"))
    #expect(card.contains("chosen on validation data (60 images, 40 of them positive)"))
    #expect(card.contains("Logits are divided by a temperature of"))
  }

  @Test func modelCardEscapesMarkdownAndKeepsTables() throws {
    let card = ModelCard(report: try wholeReport(Self.hostile), details: [.init("a|b\nc", "*")]).markdown
    #expect(!card.contains("<script"))
    #expect(card.contains("| a\\|b c | \\* |"))
    #expect(!card.contains("[a](b)"))
  }
}
