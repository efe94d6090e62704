import Synchronization

/// Counters, gauges and histograms by name and labels, written as Prometheus reads them.
final class MetricRegistry: Sendable {
  private struct Key: Hashable, Comparable {
    let name: String
    let labels: [String]

    static func < (left: Key, right: Key) -> Bool {
      left.name == right.name ? left.labels.lexicographicallyPrecedes(right.labels) : left.name < right.name
    }
  }

  private struct State {
    var counters: [Key: Double] = [:]
    var gauges: [Key: Double] = [:]
    var histograms: [Key: Histogram] = [:]
    var series: [String: Int] = [:]

    /// Makes room for a new series of a metric; false where it has too many.
    mutating func admit(_ name: String) -> Bool {
      let count = series[name, default: 0]
      guard count < seriesLimit else { return false }
      series[name] = count + 1
      return true
    }
  }

  /// Labels are chosen by the server and by models' classes, but for safety a metric has no more than this many series.
  private static let seriesLimit = 2000

  private let state = Mutex(State())
  private let help: [String: String]

  /// A registry of metrics with these names and meanings.
  init(help: [String: String]) { self.help = help }

  func count(_ name: String, _ labels: [(String, String)] = [], by amount: Double = 1) {
    let key = Self.key(name, labels)
    state.withLock { state in
      guard state.counters[key] != nil || state.admit(name) else { return }
      state.counters[key, default: 0] += amount
    }
  }

  func set(_ name: String, _ labels: [(String, String)] = [], to value: Double) {
    let key = Self.key(name, labels)
    state.withLock { state in
      guard state.gauges[key] != nil || state.admit(name) else { return }
      state.gauges[key] = value
    }
  }

  func observe(_ name: String, _ labels: [(String, String)] = [], _ value: Double, bounds: [Double] = Histogram.latency)
  {
    let key = Self.key(name, labels)
    let histogram: Histogram? = state.withLock { state in
      if let histogram = state.histograms[key] { return histogram }
      guard state.admit(name) else { return nil }
      let histogram = Histogram(bounds)
      state.histograms[key] = histogram
      return histogram
    }
    histogram?.observe(value)
  }

  /// All metrics in Prometheus's text format.
  var text: String {
    let (counters, gauges, histograms) = state.withLock { ($0.counters, $0.gauges, $0.histograms) }
    var lines: [String] = []
    write(counters, "counter", &lines)
    write(gauges, "gauge", &lines)
    var last = ""
    for (key, histogram) in histograms.sorted(by: { $0.key < $1.key }) {
      head(key.name, "histogram", &last, &lines)
      let counts = histogram.current
      var total = 0
      for (bound, count) in zip(histogram.bounds, counts.buckets) {
        total += count
        lines.append("\(key.name)_bucket\(Self.braces(key.labels + ["le=\"\(bound)\""])) \(total)")
      }
      lines.append("\(key.name)_bucket\(Self.braces(key.labels + ["le=\"+Inf\""])) \(counts.count)")
      lines.append("\(key.name)_sum\(Self.braces(key.labels)) \(counts.sum)")
      lines.append("\(key.name)_count\(Self.braces(key.labels)) \(counts.count)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func write(_ series: [Key: Double], _ type: String, _ lines: inout [String]) {
    var last = ""
    for (key, value) in series.sorted(by: { $0.key < $1.key }) {
      head(key.name, type, &last, &lines)
      lines.append("\(key.name)\(Self.braces(key.labels)) \(value)")
    }
  }

  private func head(_ name: String, _ type: String, _ last: inout String, _ lines: inout [String]) {
    guard name != last else { return }
    last = name
    if let text = help[name] { lines.append("# HELP \(name) \(text)") }
    lines.append("# TYPE \(name) \(type)")
  }

  private static func key(_ name: String, _ labels: [(String, String)]) -> Key {
    Key(name: name, labels: labels.map { "\($0.0)=\"\(escaped($0.1))\"" })
  }

  private static func braces(_ labels: [String]) -> String {
    labels.isEmpty ? "" : "{" + labels.joined(separator: ",") + "}"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
