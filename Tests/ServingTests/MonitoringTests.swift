import Foundation
import Testing

/// The alert rules and the dashboard under `Packaging/monitoring`.
struct MonitoringTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The metrics that the server describes.
  private static func metrics() throws -> Set<String> {
    let sources = try ["Telemetry", "Telemetry+Archive"].map { try text("Sources/Serving/Telemetry/\($0).swift") }
    return Set(sources.joined().matches(of: /"(hilum_[a-z_]+)":/).map { String($0.1) })
  }

  @Test(arguments: ["alerts.yaml", "grafana.json"]) func asksForMetricsThatThereAre(_ name: String) throws {
    let known = try Self.metrics()
    #expect(known.count > 20)
    let named = Set(
      try Self.text("Packaging/monitoring/\(name)").matches(of: /\bhilum_[a-z_]+/)
        .map { String($0.0).replacing(/_(bucket|sum|count)$/, with: "") })
    #expect(named.count > 8)
    #expect(named.subtracting(known) == [])
  }

  @Test func theDashboardIsWhole() throws {
    let data = Data(try Self.text("Packaging/monitoring/grafana.json").utf8)
    let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let panels = try #require(dashboard["panels"] as? [[String: Any]])
    let ids = panels.compactMap { $0["id"] as? Int }
    #expect(Set(ids).count == panels.count)
    for panel in panels where panel["type"] as? String != "row" {
      let targets = try #require(panel["targets"] as? [[String: Any]])
      #expect(!targets.isEmpty && targets.allSatisfy { ($0["expr"] as? String)?.isEmpty == false })
    }
  }

  private static let promtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(.enabled(if: promtool != nil, "promtool is not installed"))
  func theRulesRaiseAlarmsWhenTheyShould() throws {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.promtool))
    process.arguments = ["test", "rules", "alerts.test.yaml"]
    process.currentDirectoryURL = Self.root.appending(path: "Packaging/monitoring")
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
