extension ReportSections {
  /// A table whose first column names its rows, and whose others are numbers.
  static func table(_ titles: [String], @MarkupBuilder rows: () -> [Markup]) -> Markup {
    Markup("div", ["class": "scroll"]) {
      Markup("table") {
        Markup("thead") {
          Markup("tr") {
            for (index, title) in titles.enumerated() {
              Markup("th", ["scope": "col", "class": index == 0 ? nil : "number"]) { title }
            }
          }
        }
        Markup("tbody") { rows() }
      }
    }
  }
}
