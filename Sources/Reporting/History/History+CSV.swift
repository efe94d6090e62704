public import Files
public import FoundationEssentials

// MARK: - Files

extension History {
  /// More than this no training writes: a million epochs of ten figures.
  private static let byteLimit = 200_000_000

  /// Reads `history.csv`.
  ///
  /// A last line without its line feed was torn by a kill and is passed over.
  ///
  /// - Throws: `FileError` if the file can't be read or has more than 200 MB; `ReportingError.malformedHistory`.
  public init(contentsOf url: URL) throws {
    let name = url.lastPathComponent
    let data = try FileReading.bytes(of: url, limit: History.byteLimit)
    try self.init(csv: String(decoding: data, as: UTF8.self), name: name)
  }

  /// Writes the whole history under its name in one step: a kill leaves the old file or the new one.
  ///
  /// - Throws: `FileError`.
  public func write(to url: URL) throws(FileError) {
    try AtomicFile.write(Data(csv.utf8), to: url)
  }
}

// MARK: - Text

extension History {
  /// The history as comma-separated values with a header; every number reads back exactly.
  public var csv: String {
    var lines = [(["epoch"] + columns).joined(separator: ",")]
    for row in rows {
      let cells = columns.map { row.values[$0].map(\.description) ?? "" }
      lines.append(([String(row.epoch)] + cells).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads what `csv` wrote; `name` is the file's name for messages.
  ///
  /// - Throws: `ReportingError.malformedHistory`.
  public init(csv: String, name: String) throws(ReportingError) {
    self.init()
    var lines = csv.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
    lines.removeLast()  // what stands behind the last line feed: nothing, or a torn line
    guard let header = lines.first else { return }
    guard header.first == "epoch", Set(header).count == header.count else {
      throw .malformedHistory(file: name, line: 1, reason: .header)
    }
    for (index, cells) in lines.enumerated().dropFirst() {
      func problem(_ reason: ReportingError.HistoryProblem) -> ReportingError {
        .malformedHistory(file: name, line: index + 1, reason: reason)
      }
      guard cells.count == header.count else {
        throw problem(.cells(expected: header.count, found: cells.count))
      }
      guard let epoch = Int(cells[0]) else { throw problem(.number(column: "epoch")) }
      guard epoch > rows.last?.epoch ?? Int.min else { throw problem(.order) }
      var values: [(column: String, value: Double)] = []
      for (column, cell) in zip(header, cells).dropFirst() where !cell.isEmpty {
        guard let value = Double(cell) else { throw problem(.number(column: column)) }
        values.append((column, value))
      }
      append(epoch: epoch, values)
    }
  }
}
