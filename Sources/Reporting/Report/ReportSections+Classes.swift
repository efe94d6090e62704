import Metrics

// What is measured of several classes or findings, each by itself and together.

extension ReportSections {
  /// Classes of which each has curves of its own, at most.
  private static let curveLimit = 20

  /// Whether there are more than two classes.
  var isSeveral: Bool { report.evaluations.contains { $0.several != nil } }

  /// The figures of every class or finding, over all of them, and their curves.
  func classSection(_ evaluation: Report.Evaluation) -> ReportSection? {
    guard let several = evaluation.several else { return nil }
    let measured = several.report
    let isMultilabel = measured.task == .multilabel
    let id = "classes-" + evaluation.name.lowercased().map { $0.isASCII && $0.isLetter ? String($0) : "-" }.joined()
    return ReportSection(id, "\(evaluation.name) set: \(isMultilabel ? "findings" : "classes")") {
      Markup("figure", ["class": "wide"]) { ForestPlot.classes(of: measured).drawing.markup }
      Self.perClass(measured)
      Self.classTable(ClassTable(measured))
      Markup("h3") { isMultilabel ? "All findings" : "All classes" }
      Self.overall(measured)
      Markup("p", ["class": "muted"]) {
        """
        Macro is the mean over \(isMultilabel ? "findings" : "classes"), weighted the mean by their cases, micro the figure \
        of all decisions together. What can't be computed is left out. In brackets: 95 % intervals that draw patients.
        """
      }
      Markup("div", ["class": "charts"]) {
        for chart in Self.charts(several) { Markup("figure") { chart.markup } }
      }
    }
  }

  private static let classFigures: [Figure] = [.auroc, .auprc, .sensitivity, .specificity, .ppv, .npv, .f1, .ece]

  private static func perClass(_ measured: SeveralReport) -> Markup {
    table(["", "Threshold", "Cases", "Positive", "Unknown"] + classFigures.map(\.title)) {
      for finding in measured.perClass {
        Markup("tr") {
          Markup("th", ["scope": "row"]) { finding.name }
          Markup("td", ["class": "number"]) { NumberText.fixed(finding.atThreshold.threshold, 3) }
          for count in [finding.n, finding.positives, finding.unknown] {
            Markup("td", ["class": "number"]) { NumberText.count(count) }
          }
          for figure in classFigures { cell(Estimate(figure, of: finding.atThreshold)) }
        }
      }
    }
  }

  private static func overall(_ measured: SeveralReport) -> Markup {
    table(["Figure", "Value"]) {
      for figure in SeveralFigure.allCases where measured[figure] != nil {
        Markup("tr") {
          Markup("th", ["scope": "row"]) { figure.title }
          cell(Estimate(measured[figure], interval: measured.interval(figure)))
        }
      }
      for pair in measured.pairwise ?? [] {
        Markup("tr") {
          Markup("th", ["scope": "row"]) { "AUROC, \(pair.classes.joined(separator: " against "))" }
          cell(Estimate(pair.auroc))
        }
      }
    }
  }

  /// The confusion matrix, and curves of one class against the rest.
  private static func charts(_ several: Report.Evaluation.Several) -> [Drawing] {
    let measured = several.report
    var drawings: [Drawing] = []
    if let counts = measured.confusionMatrix, counts.count <= curveLimit {
      drawings.append(
        ConfusionMatrixChart(classes: measured.classes, counts: counts, title: "Confusion matrix").drawing)
    }
    guard measured.classes.count <= curveLimit else { return drawings }
    let found = measured.perClass.enumerated().compactMap { index, finding in
      several.predictions.finding(index).map { (finding, $0) }
    }
    let roc = found.compactMap { finding, predictions in
      (try? ROCCurve(predictions)).map {
        RateChart.Curve("\(finding.name) \(NumberText.fixed(finding[.auroc], 3))", $0)
      }
    }
    if !roc.isEmpty { drawings.append(RateChart.roc(roc).drawing) }
    return drawings + pairwise(several)
      + found.compactMap { finding, predictions in
        guard let curve = try? PrecisionRecallCurve(predictions) else { return nil }
        let name = "\(finding.name), AUPRC \(NumberText.fixed(finding[.auprc], 3))"
        return RateChart.precisionRecall(
          [.init(name, curve)], prevalence: Double(predictions.positives) / Double(predictions.count)
        ).drawing
      }
  }

  /// The ROC curves of every pair of classes, where there are few.
  private static func pairwise(_ several: Report.Evaluation.Several) -> [Drawing] {
    guard let predictions = several.predictions as? MulticlassPredictions, predictions.classes.count <= 4 else {
      return []
    }
    let indices = predictions.classes.indices
    let curves = indices.flatMap { first in
      indices.dropFirst(first + 1).compactMap { second in
        predictions.pair(second, against: first).flatMap { try? ROCCurve($0) }.map {
          ("\(predictions.classes[second]) against \(predictions.classes[first])", $0)
        }
      }
    }
    guard !curves.isEmpty else { return [] }
    return [
      RateChart.roc(
        curves.map { RateChart.Curve($0, $1) }, title: "ROC curves of pairs"
      ).drawing
    ]
  }
}
