import Metrics

extension ReportSections {
  /// The figures under stress as a heat table, and kind by kind.
  static func stress(_ report: StressReport) -> ReportSection {
    let summary = report.summary
    return ReportSection("stress", "Stress") {
      Markup("p") { summary.meaning }
      Markup("figure", ["class": "wide"]) { StressHeatTable(report).drawing.markup }
      table(["Images", "Balanced accuracy", "AUROC", "Sensitivity", "Specificity", "ECE", "Refused", "Unlike"]) {
        for (name, figures) in summary.rows {
          Markup("tr") {
            Markup("th", ["scope": "row"]) { name }
            balancedAccuracy(figures)
            for value in [figures.auroc, figures.sensitivity, figures.specificity, figures.ece] {
              cell(Estimate(value))
            }
            for share in [figures.refused, figures.unlike] {
              Markup("td", ["class": "number"]) { NumberText.percent(share) }
            }
          }
        }
      }
      Markup("p", ["class": "muted"]) {
        """
        \(NumberText.count(summary.clean.n)) images, each as it is and under every kind and severity, at the operating point \
        \(NumberText.fixed(summary.threshold, 3)). A kind is the mean of its severities. In brackets: 95 % intervals from a \
        bootstrap that draws patients, the same for all. Refused: can't be read, or no radiograph by the look of it. Unlike: \
        noted as unlike the training images.\(summary.meanHeldOut == nil ? "" : " Held out: no training image was varied in it.")
        """
      }
      if let be = summary.be, let rbe = summary.rbe {
        Markup("p") {
          """
          Balanced error as a share of AlexNet's under MedMNIST-C: \(NumberText.fixed(be, 3)) (BE); its rise over that on \
          images as they are: \(NumberText.fixed(rbe, 3)) (rBE).
          """
        }
      }
    }
  }

  static func balancedAccuracy(_ figures: StressFigures) -> Markup {
    cell(Estimate(figures.balancedAccuracy, interval: figures.intervals.balancedAccuracy))
  }

  /// Which batteries were run on how many images: "light, 250 images".
  static func batteries(of summaries: [StressSummary]) -> String {
    Set(summaries.map { "\($0.battery), \(NumberText.count($0.clean.n)) images" }).sorted().joined(separator: "; ")
  }
}

extension StressSummary {
  /// The lines of a table for people: pictures as they are, the means, and each kind.
  var rows: [(name: String, figures: StressFigures)] {
    [("As they are", clean)] + means.map { ($0.name, $0.figures) }
      + kinds.map { ($0.seen == false ? "\($0.name) (held out)" : $0.name, $0.figures) }
  }
}
