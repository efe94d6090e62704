import Bundles
import HTTPTypes
import Hummingbird
import Inference
import Logging

/// What the server tells of itself: a log line a request, and metrics.
///
/// No picture, file name or patient is in either.
struct Telemetry: Sendable {
  let logger: Logger
  /// Whether each reading gets a line of its own.
  var logsReadings = false
  let metrics = MetricRegistry(
    help: [
      "hilum_requests_total": "Requests by route, method and status.",
      "hilum_request_seconds": "Time from a request's head to its answer, by route.",
      "hilum_stage_seconds": "Time of a picture by stage (queue, preprocess, inference), model and version.",
      "hilum_batch_size": "Pictures in a batch, by model and version.",
      "hilum_rejections_total": "Requests refused, by reason.",
      "hilum_readings_total": "Readings by model, version and decision.",
      "hilum_probability": "Probability of the positive class, or score of the findings, by model and version.",
      "hilum_findings_total": "Classes or findings that were called, by model, version and finding.",
      "hilum_out_of_distribution_score": "Distance from the training images, by model and version.",
      "hilum_out_of_distribution_total": "Pictures unlike the training images, by model and version.",
      "hilum_positive_share_reference": "Share of positives when the model was tested, by model and version.",
      "hilum_out_of_distribution_threshold": "Scores above it are unlike the training images, by model and version.",
      "hilum_out_of_distribution_share_reference":
        "Share of the training and validation images above the threshold at most, by model and version.",
      "hilum_input_level": "Mean grey level of the network's input from 0 to 1, by model and version.",
      "hilum_input_level_reference": "The same over training images, by model, version and statistic.",
      "hilum_queue_length": "Pictures that wait.",
      "hilum_explanation_seconds": "Time of a slow explanation with its wait, by method, model and version.",
      "hilum_explanations_waiting": "Slow explanations that wait.",
      "hilum_models_ready": "Versions of models that are ready.",
      "hilum_uptime_seconds": "Seconds since the start.",
      "hilum_resident_bytes": "Memory that the process holds.",
    ].merging(archiveHelp) { $1 })

  private static let shares = (1...20).map { Double($0) / 20 }
  /// Bounds for cosine distances, from 0 to 2.
  private static let distances = [0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2]

  /// Counts and logs a request that has been answered.
  ///
  /// - Parameter refusal: Why it was refused, if it was.
  func finish(
    _ request: Request, _ status: HTTPResponse.Status, refusal: String? = nil, endpoint: String?,
    _ context: ServerContext
  ) {
    let seconds = (ContinuousClock.now - context.started).seconds
    let route = endpoint ?? "none"
    let method = HTTPRequest.Method.known.contains(request.method) ? request.method.rawValue : "other"
    metrics.count("hilum_requests_total", [("route", route), ("method", method), ("status", "\(status.code)")])
    metrics.observe("hilum_request_seconds", [("route", route)], seconds)
    var metadata: Logger.Metadata = [
      "request_id": "\(context.requestID)", "method": "\(method)", "route": "\(route)", "status": "\(status.code)",
      "milliseconds": "\((seconds * 10_000).rounded() / 10)",
    ]
    if let refusal { metadata["reason"] = "\(refusal)" }
    if let trace = TraceParent(request.headers[.traceParent]) { metadata["trace_id"] = "\(trace.traceID)" }
    logger.info("request", metadata: metadata)
  }

  /// Counts a slow explanation, which took so long with its wait.
  func recordExplanation(_ method: ExplanationMethod, _ seconds: Double, of model: ServedModel) {
    metrics.observe("hilum_explanation_seconds", [("method", method.rawValue)] + labels(of: model), seconds)
  }

  func countRefusal(_ code: String) { metrics.count("hilum_rejections_total", [("reason", code)]) }

  /// Counts a reading.
  func record(_ result: ReadingResult, of model: ServedModel) {
    let labels = labels(of: model)
    for (stage, seconds) in [
      ("queue", result.times.queue), ("preprocess", result.times.preprocess), ("inference", result.times.inference),
    ] {
      metrics.observe("hilum_stage_seconds", [("stage", stage)] + labels, seconds)
    }
    metrics.observe("hilum_batch_size", labels, Double(result.times.batch), bounds: Histogram.batch)
    let decision = result.reading.decision
    metrics.count("hilum_readings_total", labels + [("positive", "\(decision.positive)")])
    metrics.observe("hilum_probability", labels, result.reading.screeningScore, bounds: Self.shares)
    for finding in result.reading.findings ?? [] where finding.decision {
      metrics.count("hilum_findings_total", labels + [("finding", finding.name)])
    }
    if let score = result.trust.score {
      metrics.observe("hilum_out_of_distribution_score", labels, score, bounds: Self.distances)
    }
    if let level = result.inputLevel { metrics.observe("hilum_input_level", labels, level, bounds: Self.shares) }
    if result.reading.inDistribution == false { metrics.count("hilum_out_of_distribution_total", labels) }
  }
}

extension HTTPRequest.Method {
  fileprivate static let known: Set<HTTPRequest.Method> = [.get, .post, .head, .options, .put, .delete, .patch]
}
