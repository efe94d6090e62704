public import Metrics

/// A model's figures under stress, as a page and as a picture.
public struct StressPage: Sendable {
  private let report: StressReport
  private let model: String

  /// The page of a report on the model of a name.
  public init(_ report: StressReport, model: String) {
    self.report = report
    self.model = model
  }

  /// Kinds by severities, coloured by balanced accuracy.
  public var drawing: Drawing { StressHeatTable(report).drawing }

  /// The report as one HTML file that needs nothing from outside.
  public var html: String {
    Page(
      kicker: "Hilum under stress", title: model,
      lead: "Battery \(ReportSections.batteries(of: [report.summary])), changed as films of elsewhere differ.",
      sections: [ReportSections.stress(report)]
    ).html
  }
}
