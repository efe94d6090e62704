import Metrics

extension ReportSections {
  /// Precision, recall, F1 and support of every class, as scikit-learn's classification report has them.
  static func classTable(_ table: ClassTable) -> Markup {
    ReportSections.table(["Classification report", "Precision", "Recall", "F1", "Support"]) {
      for (name, row) in table.classes { line(name, row) }
      if let accuracy = table.accuracy {
        Markup("tr") {
          Markup("th", ["scope": "row"]) { "accuracy" }
          for cell in ["", "", NumberText.fixed(accuracy, 2), NumberText.count(table.macro.support)] {
            Markup("td", ["class": "number"]) { cell }
          }
        }
      }
      if let micro = table.micro { line("micro avg", micro) }
      line("macro avg", table.macro)
      line("weighted avg", table.weighted)
    }
  }

  private static func line(_ name: String, _ row: ClassTable.Row) -> Markup {
    Markup("tr") {
      Markup("th", ["scope": "row"]) { name }
      for value in [row.precision, row.recall, row.f1] {
        Markup("td", ["class": "number"]) { NumberText.fixed(value, 2) }
      }
      Markup("td", ["class": "number"]) { NumberText.count(row.support) }
    }
  }
}
