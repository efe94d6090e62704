import Files
public import Foundation
import Inference
import Synchronization

/// A big reading: reads the pictures of a plan and leaves their records in one file, each picture's once.
///
/// What is done is kept in `FILE.partial`, so that a run that was ended, by a kill too, is gone on with by the next of the same
/// plan. `FILE` itself is there when all is done, and whole. Memory is bounded by the list of names, not by what is read.
public struct ScoringRun<Record: ScoredRecord>: Sendable {
  private let output: URL
  private let writer: any RecordWriter<Record>
  private let plan: ScoringPlan
  private let journal: ScoringJournal<Record>

  /// Begins a run, or goes on with one.
  ///
  /// - Parameters:
  ///   - output: The file for the records.
  ///   - writer: Writes them.
  ///   - anew: Whether what was done before is dropped.
  /// - Throws: `ScoringError`, `FileError`.
  public init(_ plan: ScoringPlan, to output: URL, _ writer: any RecordWriter<Record>, anew: Bool) throws {
    (self.plan, self.output, self.writer) = (plan, output, writer)
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
    progress: (@Sendable (Int) -> Void)? = nil, read: @Sendable (Int) -> Result<Record, any Error>
  ) throws -> ScoringSummary {
    let failures = Atomic(journal.failures)
    try WorkQueue(plan.count - done).inOrder(
      progress: progress,
      { position in Result { try Self.line(of: read(plan.index(of: done + position)).get()) } },
      emit: { _, line in
        let line = try line.get()
        try journal.append(line.bytes)
        if line.isFailure { failures.add(1, ordering: .relaxed) }
      })
    try writer.write(to: output, count: plan.count) { body in try journal.forEach(body) }
    journal.remove()
    return ScoringSummary(count: plan.count, failures: failures.load(ordering: .relaxed))
  }

  private static func line(of record: Record) throws -> (bytes: Data, isFailure: Bool) {
    (try RecordLine.encode(record), record.isFailure)
  }
}

/// What a big reading has done.
public struct ScoringSummary: Sendable, Equatable {
  /// The number of pictures.
  public let count: Int
  /// How many of them could not be read.
  public let failures: Int

  /// What was done.
  public init(count: Int, failures: Int) { (self.count, self.failures) = (count, failures) }
}
