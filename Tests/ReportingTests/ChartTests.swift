import Metrics
import Reporting
import Testing

@Suite struct ChartTests {
  private func history(_ epochs: Int) -> History {
    var history = History()
    for epoch in 1...epochs {
      let loss = 0.2 + 0.4 / Double(epoch)
      history.append(
        epoch: epoch, [("train_loss", loss), ("validation_loss", loss + 0.05), ("validation_auroc", 1 - loss)])
    }
    return history
  }

  @Test func lineChartIsAsDrawnBefore() throws {
    var history = history(3)
    history.append(epoch: 4, [("train_loss", 0.31), ("validation_loss", .nan)])
    try expectGolden(TrainingCurves(history, bestEpoch: 2).drawing, "curves")
  }

  @Test func confusionMatrixIsAsDrawnBefore() throws {
    let matrix = ConfusionMatrix(trueNegatives: 138, falsePositives: 96, falseNegatives: 3, truePositives: 387)
    try expectGolden(ConfusionMatrixChart(matrix, classes: ["NORMAL", "PNEUMONIA"]).drawing, "confusion")
  }

  @Test func aCurveIsBrokenAtNaNAndALonePointIsADot() throws {
    let points = [0.5, 0.4, .nan, 0.3, .nan].enumerated().map { PlotPoint(x: Double($0.offset), y: $0.element) }
    let svg = LineChart(title: "Loss", series: [.init("training", points, ink: .blue)]).drawing.svg
    #expect(svg.matches(of: #/<path class="line/#).count == 1)
    #expect(svg.matches(of: #/<circle class="fill-blue"/#).count == 1)
    #expect(!svg.lowercased().contains("nan"))
  }

  @Test(arguments: [0, 1, 200])
  func anyNumberOfEpochs(epochs: Int) throws {
    let history = epochs == 0 ? History() : history(epochs)
    let drawing = TrainingCurves(history).drawing
    let tooltips = try #require(texts(of: "title", in: drawing.svg)).filter { $0.hasPrefix("epoch") }
    #expect(tooltips.count == 2 * epochs, "one strip for each epoch and panel")
    #expect(drawing.svg.contains("no data") == (epochs == 0))
    #expect(drawing.svg.utf8.count < 120_000)
  }

  @Test func infiniteValuesAreNotDrawn() throws {
    let points = [PlotPoint(x: 1, y: .infinity), PlotPoint(x: .nan, y: 1)]
    let drawing = LineChart(title: "Loss", series: [.init("a", points, ink: .blue)]).drawing
    #expect(drawing.svg.contains("no data"))
    #expect(drawing.label == "Loss: no data")
  }

  @Test func ratesCarryCurveBandAndOperatingPoint() throws {
    let predictions = try somePredictions()
    let matrix = ConfusionMatrix(predictions, threshold: 0.5)
    let band = try CurveBand.roc(predictions, bootstrap: Bootstrap(resamples: 50))
    let mark = try #require(RateChart.Mark.roc("operating point 0.5", matrix))
    let drawing = RateChart.roc([.init("AUROC 0.8", try ROCCurve(predictions), band: band)], marks: [mark]).drawing
    #expect(drawing.svg.contains("class=\"band fill-blue\""))
    #expect(drawing.svg.contains("class=\"line stroke-blue\""))
    #expect(drawing.svg.contains("class=\"ring fill-orange\""))
    #expect(drawing.label.contains("operating point 0.5: 1 − specificity"))
  }

  @Test func precisionRecallIsDrawnInSteps() throws {
    let curve = RateChart.Curve("AUPRC", try PrecisionRecallCurve(try somePredictions()))
    #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.x == $1.x || $0.y == $1.y })
    #expect(curve.points.first == PlotPoint(x: 0, y: 1))
    #expect(curve.points.last?.x == 1)
  }

  @Test func ratesOfNothing() {
    #expect(RateChart.roc([]).drawing.svg.contains("no data"))
    #expect(RateChart.precisionRecall([], prevalence: .nan).drawing.svg.contains("no data"))
    #expect(ReliabilityChart([]).drawing.svg.contains("no data"))
    #expect(ForestPlot(title: "Comparison", groups: []).drawing.svg.contains("no data"))
  }

  @Test func reliabilityShowsBinsWithCases() throws {
    let diagram = try ReliabilityDiagram(try somePredictions(), bins: 10)
    let filled = diagram.bins.count { $0.count > 0 }
    let svg = ReliabilityChart([.init("calibrated", diagram), .init("before", diagram)]).drawing.svg
    #expect(svg.matches(of: #/<circle class="ring fill-blue"/#).count == filled)
    #expect(svg.matches(of: #/<rect class="band fill-blue"/#).count == filled)
    #expect(svg.contains("stroke-orange dash"))
  }

  @Test func histogramPartsTheBarThatTheThresholdCuts() throws {
    let predictions = try BinaryPredictions(scores: [0.52, 0.53, 0.9, 0.1], labels: [1, 0, 1, 0])
    let chart = ScoreHistogramChart(
      try ScoreHistogram(predictions, bins: 10), confusionMatrix: ConfusionMatrix(predictions, threshold: 0.525),
      threshold: 0.525, classes: ["NORMAL", "PNEUMONIA"])
    let svg = chart.drawing.svg
    #expect(svg.matches(of: #/<rect class="fill-orange"/#).count == 1)
    #expect(svg.matches(of: #/<rect class="fill-orange soft"/#).count == 2)
    #expect(svg.contains("2 images, 1 below the threshold"))
    #expect(svg.contains("2 images, 1 above the threshold"))
  }

  @Test func confusionMatrixOfManyClassesWithMissingRows() throws {
    let drawing = ConfusionMatrixChart(classes: ["A", "B", "C", "D"], counts: [[5, 1], [2]]).drawing
    #expect(try #require(texts(of: "title", in: drawing.svg)).contains("true A, predicted B: 1 of 6 (16.7\u{202F}%)"))
    #expect(drawing.label.contains("true D, predicted D: 0"))
  }

  @Test func forestPlotComparesAndSignsDifferences() throws {
    let predictions = try somePredictions()
    let report = try ClassificationReport(predictions, threshold: 0.5, bootstrap: Bootstrap(resamples: 50))
    let comparison = ForestPlot.comparison(
      of: [("one", report.atThreshold), ("two", report.atHalf)], figures: [.auroc, .mcc])
    #expect(comparison.groups.map(\.name) == ["AUROC", "MCC"])
    #expect(comparison.drawing.svg.matches(of: #/<circle class="ring/#).count == 4)

    let differences = ForestPlot(
      title: "one − two",
      groups: [
        .init(
          "",
          rows: [
            .init("AUROC", Estimate(0.011, interval: .init(lower: -0.01, upper: 0.033))), .init("F1", Estimate(nil)),
          ])
      ], reference: 0)
    #expect(differences.drawing.svg.contains("+0.011 (−0.010 to +0.033)"))
    #expect(differences.drawing.svg.matches(of: #/<circle class="ring/#).count == 1)
  }

  @Test func everyDrawingIsAccessibleAndItsNamesAreEscaped() throws {
    let hostile = "<script>\"&'\u{0}"
    let matrix = ConfusionMatrixChart(classes: [hostile, "B"], counts: [[1, 2], [3, 4]], title: hostile)
    let line = LineChart(title: hostile, series: [.init(hostile, [PlotPoint(x: 1, y: 2)], ink: .blue)])
    for svg in [matrix.drawing.svg, line.drawing.svg] {
      #expect(svg.contains("role=\"img\"") && svg.contains("aria-label=\"&lt;script&gt;"))
      #expect(!svg.contains("<script"))
      #expect(texts(of: "title", in: svg)?.isEmpty == false, "well-formed")
    }
  }

  @Test func standAloneIsLightAndInlineTakesThePagesColours() {
    let drawing = ConfusionMatrixChart(classes: ["A", "B"], counts: []).drawing
    #expect(drawing.svg.contains("#ffffff") && !drawing.svg.contains("var("))
    #expect(!drawing.markup.text.contains("<style>") && !drawing.markup.text.contains("#ffffff"))
  }

  @Test func contributionsAreSortedBarsToBothSides() {
    let chart = ContributionChart(
      title: "<script>", base: 0.2, value: 0.45,
      rows: [
        .init("small", value: 0.05), .init("against", value: -0.1), .init("great", value: 0.3),
        .init("none", value: .nan),
      ])
    let svg = chart.drawing.svg
    #expect(!svg.contains("<script"))
    #expect(svg.contains("0.200 without any part, 0.450 with all of them"))
    #expect(svg.contains("great: +0.300") && svg.contains("+0.050"))
    #expect(svg.matches(of: #/class="fill-orange"/#).count == 2 && svg.matches(of: #/class="fill-blue"/#).count == 1)
    #expect(ContributionChart(title: "", base: 0, value: 0, rows: []).drawing.svg.contains("no data"))
  }

  @Test func drawingsStandInAGrid() {
    let one = ConfusionMatrixChart(classes: ["A", "B"], counts: []).drawing
    let grid = Drawing.grid([one, one, one], columns: 2, label: "three")
    #expect(grid.width == 2 * one.width + 24)
    #expect(grid.height == 2 * one.height + 24)
    #expect(grid.svg.matches(of: #/<g transform/#).count == 2)
    #expect(Drawing.grid([], columns: 0, label: "none").width == 1)
  }
}
