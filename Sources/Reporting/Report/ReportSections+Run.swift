import Metrics
import Radiograph

// The parts that show images, the training and its data.

extension ReportSections {
  func worstErrors() throws(RadiographError) -> ReportSection? {
    guard !report.worstErrors.isEmpty else { return nil }
    var pictures: [Markup] = []
    for error in report.worstErrors { pictures.append(try ReportSections.picture(of: error)) }
    return ReportSection("errors", "Worst errors") {
      Markup("p", ["class": "muted"]) {
        "The images that were called wrongly with the highest confidence, the worst first."
      }
      Markup("div", ["class": "errors"]) { pictures }
    }
  }

  private static func picture(of error: Report.WorstError) throws(RadiographError) -> Markup {
    let source = try error.thumbnail.pngDataURI()
    return Markup("figure") {
      Markup("img", ["src": source, "alt": "\(error.file), truly \(error.trueClass)"])
      Markup("figcaption") {
        Markup("strong") { "truly \(error.trueClass)" }
        "probability \(Probability.text(error.probability))"
        Markup("span", ["class": "file"]) { error.file }
      }
    }
  }

  func training() throws(RadiographError) -> ReportSection? {
    guard !report.history.rows.isEmpty || !report.contactSheets.isEmpty else { return nil }
    var sheets: [Drawing] = []
    for sheet in report.contactSheets { sheets.append(try sheet.drawing()) }
    return ReportSection("training", "Training") {
      if !report.history.rows.isEmpty {
        Markup("figure", ["class": "wide"]) {
          TrainingCurves(report.history, bestEpoch: report.bestEpoch).drawing.markup
        }
      }
      for sheet in sheets { Markup("figure", ["class": "wide"]) { sheet.markup } }
    }
  }

  var data: ReportSection? {
    guard !report.data.splits.isEmpty || !report.data.notes.isEmpty else { return nil }
    return ReportSection("data", "Data") {
      if !report.data.splits.isEmpty {
        Markup("div", ["class": "scroll"]) {
          Markup("table") {
            Markup("thead") {
              Markup("tr") {
                Markup("th", ["scope": "col"]) { "Split" }
                for title in report.data.classes + ["Images", "Patients"] {
                  Markup("th", ["scope": "col", "class": "number"]) { title }
                }
              }
            }
            Markup("tbody") { for split in report.data.splits { row(split) } }
          }
        }
      }
      for note in report.data.notes { Markup("p") { note } }
    }
  }

  private func row(_ split: Report.DataSummary.Split) -> Markup {
    let counts = report.data.classes.indices.map { split.images.indices.contains($0) ? split.images[$0] : 0 }
    return Markup("tr") {
      Markup("th", ["scope": "row"]) { split.name }
      for count in counts + [split.images.reduce(0, +)] {
        Markup("td", ["class": "number"]) { NumberText.count(count) }
      }
      Markup("td", ["class": "number"]) { split.patients.map(NumberText.count) ?? NumberText.absent }
    }
  }

  var reproduction: ReportSection? {
    guard !report.recipe.isEmpty || !report.versions.isEmpty else { return nil }
    return ReportSection("reproduction", "Reproduction") {
      if !report.versions.isEmpty { ReportSections.list(report.versions) }
      if !report.recipe.isEmpty {
        Markup("h3") { "Recipe, with all defaults filled in" }
        Markup("pre") { report.recipe }
      }
    }
  }
}
