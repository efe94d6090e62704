import Metrics
import Radiograph

/// The parts of the page in their order; one that has nothing to show is left out.
struct ReportSections {
  let report: Report

  var all: [ReportSection] {
    get throws(RadiographError) {
      let charts = report.evaluations.map(chartSection)
      let classes = report.evaluations.map(classSection)
      let parts = [overview] + classes + [figureTable, evidence, report.stress.map(ReportSections.stress)] + charts
      return try (parts + [groups, worstErrors(), training(), data, reproduction]).compactMap(\.self)
    }
  }
}

// MARK: - Overview

extension ReportSections {
  private var overview: ReportSection? {
    guard !report.evaluations.isEmpty || !report.facts.isEmpty || !report.notes.isEmpty else { return nil }
    return ReportSection("overview", "Overview") {
      if let first = report.evaluations.first { tiles(of: first) }
      for note in report.notes { Markup("p", ["class": "note"]) { note } }
      if !report.facts.isEmpty { ReportSections.list(report.facts) }
    }
  }

  /// The figures that matter most, large.
  @MarkupBuilder private func tiles(of evaluation: Report.Evaluation) -> [Markup] {
    let figures: [Figure] = [.auroc, .balancedAccuracy, .sensitivity, .specificity]
    Markup("div", ["class": "tiles"]) {
      for figure in figures {
        let estimate = Estimate(figure, of: evaluation.report.atThreshold)
        Markup("div", ["class": "tile"]) {
          Markup("span", ["class": "name"]) { figure.title }
          Markup("b") { NumberText.fixed(estimate.value, 3) }
          Markup("span") { estimate.interval.map { "95 % interval \($0.text)" } ?? "no interval" }
        }
      }
    }
    Markup("p", ["class": "muted"]) {
      """
      \(evaluation.name) set: \(NumberText.count(evaluation.report.n)) images, \
      \(NumberText.count(evaluation.predictions.positives)) of them \(evaluation.report.classes.last ?? "positive"), at the \
      operating point \(NumberText.fixed(evaluation.report.threshold, 3)).
      """
    }
  }

  static func list(_ facts: [Report.Fact]) -> Markup {
    Markup("dl") {
      for fact in facts {
        Markup("dt") { fact.name }
        Markup("dd") { fact.value }
      }
    }
  }
}

// MARK: - Evidence

extension ReportSections {
  /// The figures with the lungs hidden and with nothing but the lungs, and what they mean.
  private var evidence: ReportSection? {
    guard let evidence = report.evidence else { return nil }
    let columns: [Column] = evidence.measurements.map {
      ($0.name, "\(NumberText.count($0.report.n)) images", $0.report.atThreshold)
    }
    return ReportSection("evidence", "Evidence") {
      Markup("p") { evidence.meaning }
      table([.auroc, .balancedAccuracy, .sensitivity, .specificity], of: columns)
      Markup("p", ["class": "muted"]) {
        """
        The lungs are found by a network of their own. Hidden: their outline, widened by 5 %, is filled with the mean of \
        what is about it. Pictures without lungs are left out: \(NumberText.count(evidence.withoutLungs)).
        """
      }
    }
  }
}

// MARK: - Figures

extension ReportSections {
  /// The figures of every set: those that depend on no threshold once, the others at the operating point and at 0.5.
  private var figureTable: ReportSection? {
    guard !report.evaluations.isEmpty else { return nil }
    return ReportSection("figures", isSeveral ? "Is anything found?" : "Figures") {
      Markup("h3") { "At a threshold" }
      table(ReportSections.figures.filter(\.needsThreshold), of: thresholdColumns)
      Markup("h3") { "Whatever the threshold" }
      table(ReportSections.figures.filter { !$0.needsThreshold }, of: setColumns)
      Markup("p", ["class": "muted"]) {
        "In brackets: 95 % intervals from a bootstrap that draws patients where they are known, else images."
      }
      if !isSeveral {
        Markup("h3") { "By class" }
        for evaluation in report.evaluations {
          Markup("p") { "\(evaluation.name) set, at the operating point:" }
          ReportSections.classTable(ClassTable(evaluation.report))
        }
      }
      if let point = report.operatingPoint {
        Markup("h3") { "Operating point" }
        Markup("p") { point.rationale }
        if let tradeOff = report.operatingTradeOff { Markup("p") { tradeOff.rationale } }
      }
      if let selective = report.evaluations.first?.report.riskCoverage?.rationale {
        Markup("h3") { "The surest" }
        Markup("p") { selective }
      }
      if let calibration = report.calibration {
        Markup("h3") { "Calibration" }
        Markup("p") { calibration.rationale }
      }
      if let sets = report.predictionSets {
        Markup("h3") { "Prediction sets" }
        Markup("p") { sets.rationale }
      }
    }
  }

  /// Precision and recall are left out: they are PPV and sensitivity.
  static let figures = Figure.allCases.filter { $0 != .precision && $0 != .recall }

  private typealias Column = (name: String, detail: String, report: ThresholdReport)

  private var thresholdColumns: [Column] {
    report.evaluations.flatMap { evaluation in
      let (point, half) = (evaluation.report.atThreshold, evaluation.report.atHalf)
      let columns: [Column] = [
        (evaluation.name, "at \(NumberText.fixed(point.threshold, 3))", point), (evaluation.name, "at 0.5", half),
      ]
      return point.threshold == half.threshold ? Array(columns.prefix(1)) : columns
    }
  }

  private var setColumns: [Column] {
    report.evaluations.map { ($0.name, "\(NumberText.count($0.report.n)) images", $0.report.atThreshold) }
  }

  private func table(_ figures: [Figure], of columns: [Column]) -> Markup {
    Markup("div", ["class": "scroll"]) {
      Markup("table") {
        Markup("thead") {
          Markup("tr") {
            Markup("th", ["scope": "col"]) { "Figure" }
            for column in columns {
              Markup("th", ["scope": "col", "class": "number"]) {
                column.name
                Markup("br")
                column.detail
              }
            }
          }
        }
        Markup("tbody") {
          for figure in figures {
            Markup("tr") {
              Markup("th", ["scope": "row"]) { figure.title }
              for column in columns { ReportSections.cell(Estimate(figure, of: column.report)) }
            }
          }
        }
      }
    }
  }

  static func cell(_ estimate: Estimate) -> Markup {
    Markup("td", ["class": "number"]) {
      NumberText.fixed(estimate.value, 3)
      if let interval = estimate.interval, estimate.value != nil {
        Markup("span", ["class": "interval"]) { " (\(interval.text))" }
      }
    }
  }
}

// MARK: - Charts

extension ReportSections {
  private func chartSection(_ evaluation: Report.Evaluation) -> ReportSection? {
    let id = "charts-" + evaluation.name.lowercased().map { $0.isASCII && $0.isLetter ? String($0) : "-" }.joined()
    return ReportSection(id, "\(evaluation.name) set" + (evaluation.several == nil ? "" : ": is anything found?")) {
      Markup("div", ["class": "charts"]) {
        for chart in EvaluationCharts(evaluation: evaluation).all { Markup("figure") { chart.markup } }
      }
      Markup("p", ["class": "muted"]) {
        """
        Bands and bars are 95 % intervals, point by point. In the histogram solid bars are errors. Values appear under \
        the pointer.
        """
      }
    }
  }
}

extension ConfidenceInterval {
  /// "0.941–0.978".
  fileprivate var text: String { "\(NumberText.fixed(lower, 3))–\(NumberText.fixed(upper, 3))" }
}
