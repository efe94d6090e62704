/// Why a picture is compared with no earlier one.
public enum PriorError: Error, Sendable, Equatable {
  /// The object has no Patient ID.
  case noPatientID
  /// Its Patient ID is one that anonymisers write for everybody.
  case placeholderPatientID
  /// Its Patient ID has characters that would match other patients' in a search.
  case unsearchablePatientID
  /// The object does not say when it was taken.
  case noStudyDate
  /// There is no earlier frontal chest radiograph of the patient within so many days.
  case noneFound(days: Int)
  /// The archive could not be asked; why.
  case unavailable(String)
  /// The archive took too long.
  case timedOut
  /// The earlier picture could not be read; why.
  case unreadable(String)
  /// Reading the earlier picture, and the copies of both, took too long.
  case readingTimedOut
  /// The model takes the earlier picture for no chest radiograph.
  case refused
  /// The model was replaced between the two readings.
  case otherModel
}

extension PriorError {
  /// The reason as a sentence for a report; what an archive said is not in it.
  public var note: String {
    switch self {
    case .noPatientID: "No comparison: the object has no Patient ID."
    case .placeholderPatientID: "No comparison: the Patient ID stands for nobody in particular."
    case .unsearchablePatientID: "No comparison: the Patient ID can't be searched for without finding others'."
    case .noStudyDate: "No comparison: the object has no study date."
    case .noneFound(let days):
      "No comparison: the archive has no earlier frontal chest radiograph of this patient within \(days) days."
    case .unavailable: "No comparison: the archive could not be asked for earlier pictures."
    case .timedOut: "No comparison: the archive did not give an earlier picture in time."
    case .unreadable: "No comparison: the earlier picture could not be read."
    case .readingTimedOut: "No comparison: reading the earlier picture took too long."
    case .refused: "No comparison: the earlier picture is no chest radiograph such as the model reads."
    case .otherModel: "No comparison: the model was replaced while the earlier picture was read."
    }
  }
}

extension PriorError: CustomStringConvertible {
  /// The error as a sentence for people who run the node.
  public var description: String {
    switch self {
    case .unavailable(let reason): "the archive could not be asked for earlier pictures: \(reason)"
    case .unreadable(let reason): "the earlier picture could not be read: \(reason)"
    default: note
    }
  }
}
