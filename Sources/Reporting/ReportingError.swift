/// What can go wrong while a run is shown or recorded.
public enum ReportingError: Error, Sendable, Equatable {
  /// librsvg can't be loaded.
  case rasterizerMissing(reason: String)
  /// librsvg or cairo could not draw a picture.
  case rasterization(reason: String)
  /// A picture that is empty or has more pixels than are allowed.
  case pictureTooLarge(width: Double, height: Double, pixelLimit: Int)
  /// A history whose line can't be read.
  case malformedHistory(file: String, line: Int, reason: HistoryProblem)

  /// What is wrong with a line of a history.
  public enum HistoryProblem: Sendable, Equatable {
    /// The first line does not begin with the column `epoch`, or names a column twice.
    case header
    /// A line has more or fewer cells than the header.
    case cells(expected: Int, found: Int)
    /// A cell is not a number.
    case number(column: String)
    /// The epochs do not rise.
    case order
  }
}
