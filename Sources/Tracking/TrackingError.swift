/// What can go wrong with logging a training to a tracking server.
///
/// No case carries a secret or the text of an answer. The sentences stand in `TrackingError+Description.swift`.
public enum TrackingError: Error, Sendable, Equatable {
  /// `--track` names no tracker that is known.
  case unknownTracker(String)
  /// Neither `--track` nor `MLFLOW_TRACKING_URI` says where the server is.
  case noAddress
  /// The address is of a store that has no server, such as a folder or a database.
  case storeWithoutServer(scheme: String)
  /// The address can't be used; why.
  case invalidAddress(String)
  /// A file of authorities' certificates can't be used.
  case unusableFile(String)
  /// There was no connection, or it broke; why.
  case unreachable(String)
  /// The answer did not come within the time for it.
  case timedOut
  /// The server answers with a status of failure, and MLflow's code for it where it gives one.
  case refused(status: Int, code: String?)
  /// The answer is none of MLflow's.
  case malformedAnswer
  /// The experiment was deleted on the server.
  case experimentIsDeleted(String)
  /// The server keeps artefacts where this program does not reach them: the scheme of that place.
  case artefactsElsewhere(scheme: String)
  /// A file of the run can't be read or written; why.
  case localFile(String)

  /// Whether the same may succeed later.
  var mayPass: Bool {
    switch self {
    case .unreachable, .timedOut: true
    case .refused(let status, _): status >= 500 || [408, 425, 429].contains(status)
    default: false
    }
  }
}
