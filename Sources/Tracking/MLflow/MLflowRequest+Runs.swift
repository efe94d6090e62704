/// The calls for experiments and runs (MLflow's REST API 2.0).
extension MLflowRequest {
  /// How a run stands, as MLflow says it.
  package enum Status: String, Sendable, Encodable {
    case running = "RUNNING"
    case finished = "FINISHED"
    case failed = "FAILED"
    case killed = "KILLED"
  }

  /// A number of a run.
  package struct Metric: Sendable, Equatable, Encodable {
    let key: String
    let value: Double
    /// Milliseconds since 1970.
    let timestamp: Int64
    let step: Int
    /// The model that it is of.
    var modelID: String?

    /// A number, which must be finite; nil otherwise, as JSON has no others.
    package init?(_ name: String, _ value: Double, step: Int, timestamp: Int64) {
      guard value.isFinite else { return nil }
      key = name.trackingKey
      (self.value, self.timestamp, self.step) = (value, timestamp, step)
    }
  }

  /// A parameter or a tag.
  package struct Entry: Sendable, Equatable, Encodable {
    /// Longer values are refused.
    private static let longest = 6000
    let key: String
    let value: String

    /// An entry, cut to what is taken.
    package init(_ name: String, _ value: String) {
      key = name.trackingKey
      self.value = String(value.prefix(Self.longest))
    }
  }

  static func experiment(named name: String) -> MLflowRequest {
    MLflowRequest(get: "experiments/get-by-name", "experiment_name", name)
  }

  static func makeExperiment(_ name: String) throws(TrackingError) -> MLflowRequest {
    try MLflowRequest(.post, api: "experiments/create", ["name": name])
  }

  /// Begins a run.
  ///
  /// - Parameter start: Milliseconds since 1970.
  package static func makeRun(
    in experiment: String, name: String, start: Int64, tags: [Entry]
  ) throws(TrackingError) -> MLflowRequest {
    struct Content: Encodable {
      let experimentID: String
      let runName: String
      let startTime: Int64
      let tags: [Entry]
    }
    return try MLflowRequest(
      .post, api: "runs/create",
      Content(experimentID: experiment, runName: name, startTime: start, tags: tags))
  }

  static func run(_ id: String) -> MLflowRequest { MLflowRequest(get: "runs/get", "run_id", id) }

  /// Says how a run stands.
  ///
  /// - Parameter end: When it came to its end, in milliseconds since 1970; nil while it goes on.
  package static func update(_ run: String, _ status: Status, end: Int64? = nil) throws(TrackingError) -> MLflowRequest
  {
    struct Content: Encodable {
      let runID: String
      let status: Status
      let endTime: Int64?
    }
    return try MLflowRequest(.post, api: "runs/update", Content(runID: run, status: status, endTime: end))
  }

  /// Logs numbers and parameters, in as many calls as the API's limits ask for: 1,000 numbers or 100 parameters each.
  package static func log(
    to run: String, metrics: [Metric] = [], parameters: [Entry] = []
  ) throws(TrackingError) -> [MLflowRequest] {
    struct Content: Encodable {
      let runID: String
      var metrics: [Metric] = []
      var params: [Entry] = []
    }
    var requests: [MLflowRequest] = []
    for start in stride(from: 0, to: parameters.count, by: 100) {
      let part = Array(parameters[start..<min(start + 100, parameters.count)])
      requests.append(try MLflowRequest(.post, api: "runs/log-batch", Content(runID: run, params: part)))
    }
    for start in stride(from: 0, to: metrics.count, by: 1000) {
      let part = Array(metrics[start..<min(start + 1000, metrics.count)])
      requests.append(try MLflowRequest(.post, api: "runs/log-batch", Content(runID: run, metrics: part)))
    }
    return requests
  }
}

extension String {
  /// As a name that MLflow takes: letters, digits and `_-. :/`, in parts none of which is empty or dots, up to 250.
  package var trackingKey: String {
    let allowed = String(map { $0.isLetter || $0.isNumber || "_-. :/".contains($0) ? $0 : "_" })
    let parts = allowed.split(separator: "/").map { part in part.allSatisfy { $0 == "." } ? "_" : String(part) }
    return String(parts.joined(separator: "/").prefix(250))
  }
}
