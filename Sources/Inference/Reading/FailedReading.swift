/// What stands in place of a reading for a picture that could not be read.
public struct FailedReading: Sendable, Equatable, Codable {
  /// What went wrong.
  public struct Reason: Sendable, Equatable, Codable {
    /// A stable name for programs.
    public let code: String
    /// A sentence for people.
    public let message: String

    /// Makes a reason.
    public init(code: String, message: String) {
      self.code = code
      self.message = message
    }
  }

  /// The picture's file; left out of the JSON where nil.
  public let file: String?
  /// What went wrong.
  public let error: Reason

  /// Makes the failure of a picture.
  public init(file: String?, error: Reason) {
    self.file = file
    self.error = error
  }
}
