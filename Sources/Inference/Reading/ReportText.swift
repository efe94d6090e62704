/// A reading in plain sentences, as a radiologist's report is divided.
public struct ReportText: Sendable, Equatable, Codable {
  /// What is seen, a sentence each.
  public var findings: [String]
  /// What it comes to, a sentence each.
  public var impression: [String]

  /// A report of sentences.
  public init(findings: [String], impression: [String]) {
    self.findings = findings
    self.impression = impression
  }
}
