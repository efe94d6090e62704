extension TrackingError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .unknownTracker(let text): "'\(text)' is no tracker: mlflow:URI, or mlflow with MLFLOW_TRACKING_URI set"
    case .noAddress: "where the MLflow server is stands neither in --track mlflow:URI nor in MLFLOW_TRACKING_URI"
    case .storeWithoutServer(let scheme):
      "MLflow is reached by http or https, not \(scheme): start 'mlflow server --backend-store-uri …' on that store"
    case .invalidAddress(let reason): "the MLflow server's address can't be used: \(reason)"
    case .unusableFile(let file): "'\(file)' can't be used: it is missing, or not certificates in PEM"
    case .unreachable(let reason): "the MLflow server can't be reached: \(reason)"
    case .timedOut: "the MLflow server did not answer in time"
    case .refused(let status, let code):
      "the MLflow server refuses: status \(status)" + (code.map { " (\($0))" } ?? "")
    case .malformedAnswer: "the answer is not that of an MLflow server"
    case .experimentIsDeleted(let name): "the MLflow experiment '\(name)' is deleted; restore it, or name another"
    case .artefactsElsewhere(let scheme):
      "the MLflow server keeps artefacts in \(scheme) and does not take them itself (mlflow server --serve-artifacts)"
    case .localFile(let reason): reason
    }
  }
}
