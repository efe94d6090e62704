import Bundles
import Files
public import Foundation
public import Inference
import Parquet
import Synchronization

/// A big reading: reads the pictures of a plan and leaves their records in one file, each picture's once.
///
/// What is done is kept in `FILE.partial`, so that a run that was ended, by a kill too, is gone on with by the next of the same
/// plan. `FILE` itself is there when all is done, and whole. Memory is bounded by the list of names, not by what is read.
public struct ScoringRun: Sendable {
  /// What a run has done.
  public struct Summary: Sendable, Equatable {
    /// The number of pictures.
    public let count: Int
    /// How many of them could not be read.
    public let failures: Int

    /// What was done.
    public init(count: Int, failures: Int) { (self.count, self.failures) = (count, failures) }
  }

  private let output: URL
  private let format: RecordFormat
  private let plan: ScoringPlan
  private let columns: RecordColumns
  private let journal: ScoringJournal

  /// Rows of Parquet that are written together.
  private static let rowsOfGroup = 1 << 14
  /// Bytes of lines that are written together.
  private static let bytesOfPiece = 1 << 20

  /// Begins a run, or goes on with one.
  ///
  /// - Parameters:
  ///   - output: The file for the records.
  ///   - columns: Those of a table.
  ///   - anew: Whether what was done before is dropped.
  /// - Throws: `ScoringError`, `FileError`.
  public init(_ plan: ScoringPlan, to output: URL, as format: RecordFormat, columns: RecordColumns, anew: Bool) throws {
    (self.plan, self.output, self.format, self.columns) = (plan, output, format, columns)
    let partial = output.deletingLastPathComponent().appending(path: output.lastPathComponent + ".partial")
    journal = try ScoringJournal(at: partial, of: plan, anew: anew)
  }

  /// How many pictures were done before.
  public var done: Int { journal.done }

  /// Reads what is left, side by side, and writes the output.
  ///
  /// - Parameters:
  ///   - progress: is told how many pictures are done of those that were left; from any thread.
  ///   - read: reads the picture with an index among the plan's inputs; the record's file is its name.
  /// - Throws: what `read` gives as a failure of the run, `FileError`.
  public func callAsFunction(
    progress: (@Sendable (Int) -> Void)? = nil, read: @Sendable (Int) -> Result<ReadingRecord, any Error>
  ) throws -> Summary {
    let failures = Atomic(journal.failures)
    try WorkQueue(plan.count - done).inOrder(
      progress: progress,
      { position in Result { try Self.line(of: read(plan.index(of: done + position)).get()) } },
      emit: { _, line in
        let line = try line.get()
        try journal.append(line.bytes)
        if line.isFailure { failures.add(1, ordering: .relaxed) }
      })
    switch format {
    case .jsonLines: try writeLines()
    case .parquet: try writeRows()
    }
    journal.remove()
    return Summary(count: plan.count, failures: failures.load(ordering: .relaxed))
  }

  private static func line(of record: ReadingRecord) throws -> (bytes: Data, isFailure: Bool) {
    (try RecordLine.encode(record), record.isFailure)
  }

  // MARK: - Output

  private func writeLines() throws {
    let draft = try FileDraft(of: output)
    var piece = Data()
    try journal.forEach { _, line in
      piece += line
      piece.append(UInt8(ascii: "\n"))
      guard piece.count >= Self.bytesOfPiece else { return }
      try draft.append(piece)
      piece.removeAll(keepingCapacity: true)
    }
    try draft.append(piece)
    try draft.finish()
  }

  private func writeRows() throws {
    let draft = try FileDraft(of: output)
    var writer = ParquetWriter(columns.columns)
    try draft.append(Data(writer.begin()))
    var records: [ReadingRecord] = []
    try journal.forEach { record, _ in
      records.append(record)
      if records.count == Self.rowsOfGroup { try draft.append(group(&records, &writer)) }
    }
    if !records.isEmpty { try draft.append(group(&records, &writer)) }
    try draft.append(Data(writer.end(createdBy: "hilum \(ProductVersion.current)")))
    try draft.finish()
  }

  /// The records as rows; none are left.
  private func group(_ records: inout [ReadingRecord], _ writer: inout ParquetWriter) throws -> Data {
    defer { records.removeAll(keepingCapacity: true) }
    return Data(try writer.rowGroup(columns.values(records)))
  }
}
