public import Metrics

/// A page for people of several models of the same classes or findings, held against each other.
public struct SeveralComparisonPage: Sendable {
  private let models: [(name: String, report: SeveralReport)]
  private let comparison: SeveralComparison

  /// A page of a comparison.
  ///
  /// - Parameter models: the figures of each model, in the comparison's order.
  public init(_ models: [(name: String, report: SeveralReport)], _ comparison: SeveralComparison) {
    self.models = models
    self.comparison = comparison
  }

  /// The AUROC of every class or finding by every model, and the mean over them.
  public var drawing: Drawing {
    let overall = ForestPlot.Group(
      SeveralFigure.macroAUROC.title,
      rows: models.enumerated().map { index, model in
        ForestPlot.Row(
          model.name, Estimate(model.report[.macroAUROC], interval: model.report.interval(.macroAUROC)),
          ink: .series(index))
      })
    let each = comparison.findings.enumerated().map { place, finding in
      ForestPlot.Group(
        finding.name,
        rows: models.enumerated().map { index, model in
          ForestPlot.Row(
            model.name, Estimate(.auroc, of: model.report.perClass[place].atThreshold), ink: .series(index))
        })
    }
    return ForestPlot(title: "AUROC", xLabel: "AUROC and 95 % interval", groups: [overall] + each).drawing
  }

  /// The page as one HTML file.
  public var html: String {
    let differences = comparison.contrasts.enumerated().map { place, contrast in
      ReportSection("difference-\(place + 1)", "\(contrast.name) − \(contrast.reference)") {
        overall(contrast)
        Markup("h3") { "AUROC of each" }
        each(place)
        Markup("p", ["class": "muted"]) {
          """
          In brackets: 95 % intervals of paired differences, for AUROC DeLong's. The p-values of DeLong's test are \
          corrected over all of them by Holm's method.
          """
        }
      }
    }
    return Page(
      kicker: "Hilum comparison", title: models.map(\.name).joined(separator: ", "), lead: "",
      sections: [ReportSection("models", "Models") { Markup("figure", ["class": "wide"]) { drawing.markup } }]
        + differences
    ).html
  }

  private func overall(_ contrast: SeveralComparison.Contrast) -> Markup {
    ReportSections.table(["Figure", "Difference"]) {
      for figure in SeveralFigure.allCases {
        if let one = contrast.differences[figure] {
          Markup("tr") {
            Markup("th", ["scope": "row"]) { figure.title }
            Markup("td", ["class": "number"]) { Estimate(one.difference, interval: one.interval).text(signed: true) }
          }
        }
      }
    }
  }

  private func each(_ place: Int) -> Markup {
    ReportSections.table(["", "Difference", "p, corrected"]) {
      for finding in comparison.findings {
        let one = finding.comparison?.contrasts[place].difference(.auroc)
        Markup("tr") {
          Markup("th", ["scope": "row"]) { finding.name }
          Markup("td", ["class": "number"]) { Estimate(one?.value, interval: one?.interval).text(signed: true) }
          Markup("td", ["class": "number"]) { NumberText.fixed(finding.corrected[place], 3) }
        }
      }
    }
  }
}
