extension ReportingError: CustomStringConvertible {
  /// The error as an English sentence.
  public var description: String {
    switch self {
    case .rasterizerMissing(let reason):
      "pictures can't be drawn: \(reason); install the Debian packages librsvg2-2 and fonts-dejavu-core"
    case .rasterization(let reason):
      "a picture could not be drawn: \(reason)"
    case .pictureTooLarge(let width, let height, let limit):
      "a picture of \(NumberText.plain(width)) × \(NumberText.plain(height)) pixels can't be drawn; at most "
        + "\(NumberText.count(limit)) pixels are"
    case .malformedHistory(let file, let line, let reason):
      "\(file), line \(line): \(reason.sentence)"
    }
  }
}

extension ReportingError.HistoryProblem {
  fileprivate var sentence: String {
    switch self {
    case .header: "the first line must name the columns, each once, beginning with epoch"
    case .cells(let expected, let found): "there are \(found) cells where the header names \(expected) columns"
    case .number(let column): "the cell of column \(column) is not a number"
    case .order: "the epochs must rise from line to line"
    }
  }
}
