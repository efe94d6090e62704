public import Metrics

/// Several models on the same cases, as a page and as a picture.
public struct ComparisonPage: Sendable {
  /// What stands in tables and charts; precision and recall are PPV and sensitivity.
  public static let figures: [Figure] = [
    .auroc, .auprc, .balancedAccuracy, .accuracy, .sensitivity, .specificity, .ppv, .npv, .f1, .macroF1, .mcc, .brier,
    .ece, .logLoss,
  ]
  /// The figures that are plotted: the ones that share a scale and matter most.
  private static let plotted: [Figure] = [.auroc, .balancedAccuracy, .sensitivity, .specificity]

  private let comparison: ModelComparison

  /// The page of a comparison.
  public init(_ comparison: ModelComparison) { self.comparison = comparison }

  // MARK: - Picture

  /// The figures of all models, the differences from the first, and the ROC curves, one below the other.
  public var drawing: Drawing {
    .grid(
      [estimates] + differences + [roc].compactMap(\.self), columns: 1,
      label: "Comparison of \(comparison.models.map(\.name).joined(separator: ", "))")
  }

  private var estimates: Drawing {
    ForestPlot.comparison(
      of: comparison.models.map { ($0.name, $0.report.atThreshold) }, figures: Self.plotted, title: "On the same cases"
    ).drawing
  }

  private var differences: [Drawing] {
    comparison.contrasts.map { ForestPlot.differences($0, figures: Self.plotted).drawing }
  }

  /// The ROC curves with the operating points; nil where a class has no case.
  private var roc: Drawing? {
    let curves = comparison.models.compactMap { model in
      (try? ROCCurve(model.predictions)).map { curve in
        RateChart.Curve("\(model.name), AUROC \(Estimate(.auroc, of: model.report.atThreshold).text())", curve)
      }
    }
    return curves.isEmpty ? nil : RateChart.roc(curves).drawing
  }

  // MARK: - Page

  /// The comparison as one HTML file that needs nothing from outside.
  public var html: String {
    Page(
      kicker: "Hilum comparison", title: comparison.models.map(\.name).joined(separator: " · "), lead: cases,
      sections: [figureSection] + comparison.contrasts.enumerated().map(contrastSection)
        + [stressSection, curveSection].compactMap(\.self)
    ).html
  }

  private var cases: String {
    let patients = comparison.patients.map { " of \(NumberText.count($0)) patients" } ?? ""
    return "\(NumberText.count(comparison.n)) images\(patients), \(NumberText.count(comparison.positives)) of them "
      + "\(comparison.classes.last ?? "positive"); each model at its own operating point."
  }

  private var figureSection: ReportSection {
    ReportSection("figures", "Figures") {
      ReportSections.table(["Figure"] + comparison.models.map(\.name)) {
        for figure in Self.figures {
          Markup("tr") {
            Markup("th", ["scope": "row"]) { figure.title }
            for model in comparison.models { ReportSections.cell(Estimate(figure, of: model.report.atThreshold)) }
          }
        }
      }
      Markup("p", ["class": "muted"]) { "In brackets: 95 % intervals from a bootstrap that draws patients." }
      Markup("figure", ["class": "wide"]) { estimates.markup }
    }
  }

  private func contrastSection(_ index: Int, _ contrast: ModelComparison.Contrast) -> ReportSection {
    ReportSection("difference-\(index + 1)", "\(contrast.name) − \(contrast.reference)") {
      ReportSections.table(["Figure", contrast.name, contrast.reference, "Difference"]) {
        for figure in Self.figures {
          let difference = contrast.difference(figure)
          Markup("tr") {
            Markup("th", ["scope": "row"]) { figure.title }
            ReportSections.cell(Estimate(contrast.differences[figure]?.first))
            ReportSections.cell(Estimate(contrast.differences[figure]?.second))
            Markup("td", ["class": "number"]) {
              Estimate(difference?.value, interval: difference?.interval).text(signed: true)
            }
          }
        }
      }
      Markup("p", ["class": "muted"]) {
        "Paired: the same patients are drawn for both; AUROC by DeLong, \(Self.significance(contrast)). An interval that "
          + "leaves out 0 tells the two apart."
      }
      Markup("figure", ["class": "wide"]) { ForestPlot.differences(contrast, figures: Self.plotted).drawing.markup }
    }
  }

  /// What the runs' own measurements under stress found; nil where no run has one.
  private var stressSection: ReportSection? {
    let measured = comparison.models.compactMap { model in model.stress.map { (model.name, $0) } }
    guard !measured.isEmpty else { return nil }
    return ReportSection("stress", "Stress") {
      ReportSections.table(["Run", "As they are", "Mean", "Worst", "AUROC, mean", "ECE, mean"]) {
        for (name, stress) in measured {
          Markup("tr") {
            Markup("th", ["scope": "row"]) { name }
            ReportSections.balancedAccuracy(stress.clean)
            ReportSections.balancedAccuracy(stress.mean)
            Markup("td", ["class": "number"]) {
              stress.worst.map { "\(NumberText.fixed($0.figures.balancedAccuracy, 3)), \($0.name)" }
                ?? NumberText.absent
            }
            ReportSections.cell(Estimate(stress.mean.auroc))
            ReportSections.cell(Estimate(stress.mean.ece))
          }
        }
      }
      Markup("p", ["class": "muted"]) {
        "Balanced accuracy at each run's own operating point, on its own validation images, each changed as other films "
          + "differ: \(ReportSections.batteries(of: measured.map(\.1)))."
      }
    }
  }

  private var curveSection: ReportSection {
    ReportSection("curves", "Curves") {
      if let roc { Markup("figure") { roc.markup } }
    }
  }

  /// "p = 0.012", "p < 0.001", or that there is none.
  public static func significance(_ contrast: ModelComparison.Contrast) -> String {
    guard let p = contrast.auroc.pValue else { return "p undefined" }
    return p < 0.001 ? "p < 0.001" : "p = \(NumberText.fixed(p, 3))"
  }
}
