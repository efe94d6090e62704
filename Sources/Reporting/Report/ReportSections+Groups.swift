import Metrics

// The parts of the test set, by what is known of patients and pictures.

extension ReportSections {
  var groups: ReportSection? {
    let reports = report.groups.filter { !$0.groups.isEmpty }
    guard !reports.isEmpty else { return nil }
    return ReportSection("subgroups", "Subgroups") {
      Markup("p", ["class": "muted"]) {
        """
        At the same operating point for all. Groups with fewer than \(Subgroup.Minimum.standard.cases) images, or fewer \
        than \(Subgroup.Minimum.standard.ofEachClass) of a class, are too small to judge.
        """
      }
      Markup("div", ["class": "scroll"]) { for report in reports { ReportSections.table(of: report) } }
      for report in reports { for gap in report.gaps { Markup("p") { "\(report.title). \(gap.sentence)" } } }
      if reports.contains(where: { $0.groups.contains { $0.report != nil } }) {
        Markup("figure", ["class": "wide"]) { ReportSections.plot(of: reports).markup }
      }
    }
  }

  private static let groupFigures: [Figure] = [.auroc, .sensitivity, .specificity, .ece]

  private static func table(of report: GroupReport) -> Markup {
    Markup("table") {
      Markup("thead") {
        Markup("tr") {
          Markup("th", ["scope": "col"]) { report.title }
          for title in ["Images", "Patients"] + groupFigures.map(\.title) {
            Markup("th", ["scope": "col", "class": "number"]) { title }
          }
        }
      }
      Markup("tbody") {
        for group in report.groups {
          Markup("tr") {
            Markup("th", ["scope": "row"]) { group.name }
            Markup("td", ["class": "number"]) { NumberText.count(group.n) }
            Markup("td", ["class": "number"]) { NumberText.count(group.patients) }
            if let figures = group.report?.atThreshold {
              for figure in groupFigures { cell(Estimate(figure, of: figures)) }
            } else {
              Markup("td", ["colspan": "\(groupFigures.count)"]) { "too few to judge" }
            }
          }
        }
      }
    }
  }

  private static func plot(of reports: [GroupReport]) -> Drawing {
    ForestPlot(
      title: "Sensitivity and specificity by subgroup", xLabel: "estimate and 95 % interval",
      groups: reports.flatMap { report in
        report.groups.compactMap { group in
          group.report.map { figures in
            ForestPlot.Group(
              "\(report.title): \(group.name)",
              rows: [(Figure.sensitivity, Ink.orange), (.specificity, .blue)].map { figure, ink in
                ForestPlot.Row(figure.title, Estimate(figure, of: figures.atThreshold), ink: ink)
              })
          }
        }
      }
    ).drawing
  }
}
