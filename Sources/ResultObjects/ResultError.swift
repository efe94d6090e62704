/// What can be wrong with an object that came, or with a result that is made of it.
///
/// No case holds a value of the object, which may name a patient. The sentences stand in `ResultError+Description.swift`.
public enum ResultError: Error, Sendable, Equatable {
  /// A UID that every object must have.
  public enum UIDName: String, Sendable {
    /// SOP Class UID (0008,0016).
    case sopClass = "SOP Class UID"
    /// SOP Instance UID (0008,0018).
    case sopInstance = "SOP Instance UID"
    /// Study Instance UID (0020,000D).
    case study = "Study Instance UID"
    /// Series Instance UID (0020,000E).
    case series = "Series Instance UID"
  }

  /// The object lacks a UID, or it is empty.
  case missingUID(UIDName)
  /// A UID has other characters than digits and dots, or dots that stand wrong.
  case malformedUID(UIDName)
  /// A UID has more than 64 characters.
  case overlongUID(UIDName, count: Int)
  /// The object does not say how many rows and columns its picture has.
  case noSize
  /// A value has more bytes than its attribute can have in a file.
  case overlongValue(group: UInt16, element: UInt16, count: Int)
  /// Elements that are carried over are too long together.
  case tooMuchToCarry(count: Int, limit: Int)
  /// A grey-scale presentation state was asked for of a picture in colours.
  case notGrayscale
  /// A Secondary Capture can't be drawn.
  case drawing(reason: String)

  /// A stable name for programs.
  public var code: String {
    switch self {
    case .missingUID: "missing_uid"
    case .malformedUID: "malformed_uid"
    case .overlongUID: "overlong_uid"
    case .noSize: "no_size"
    case .overlongValue: "overlong_value"
    case .tooMuchToCarry: "too_much_to_carry"
    case .notGrayscale: "not_grayscale"
    case .drawing: "drawing"
    }
  }
}
