import Files
import Foundation

/// What is done of a big reading, kept beside its output until all is done.
///
/// A file of JSON Lines: the work on the first line, then a record for each picture, in their order, each appended whole by one
/// `write(2)`. What a kill or a power cut leaves behind is sound up to some line; what follows is cut off and done again.
struct ScoringJournal<Record: ScoredRecord>: Sendable {
  /// Where it is.
  let url: URL
  /// How many records were there when it was opened.
  let done: Int
  /// How many of those were failures.
  let failures: Int
  private let plan: ScoringPlan
  private let file: GrowingFile

  /// Opens the journal of a plan, or begins one.
  ///
  /// - Parameter anew: Whether what is there is dropped.
  /// - Throws: `ScoringError`, `FileError`; what is there is untouched then.
  init(at url: URL, of plan: ScoringPlan, anew: Bool) throws {
    (self.url, self.plan) = (url, plan)
    file = try GrowingFile(url)
    let head = try RecordLine.encode(plan.work)
    if anew { try file.cut(to: 0) }
    let found = try Self.sound(url, plan, head: head)
    try file.cut(to: found.byteCount)
    if found.byteCount == 0 { try file.append(head) }
    (done, failures) = (found.records, found.failures)
  }

  /// Appends the line of a record.
  func append(_ line: Data) throws(FileError) { try file.append(line) }

  /// Hands on the records, each with its line, once there is one for each picture.
  ///
  /// - Throws: `ScoringError.damaged` where one is missing, `FileError`, what `body` throws.
  func forEach(_ body: (_ record: Record, _ line: Data) throws -> Void) throws {
    var lines = try LineReader(url)
    _ = try lines.next()
    var count = 0
    while let line = try lines.next() {
      guard let record = RecordLine.decode(Record.self, line) else { break }
      try body(record, line)
      count += 1
    }
    guard count == plan.count else { throw ScoringError.damaged(file: url.lastPathComponent) }
  }

  /// Removes the file, which has served.
  func remove() { try? FileManager.default.removeItem(at: url) }

  // MARK: - Reading what is there

  /// How much of a file is this work's.
  private static func sound(
    _ url: URL, _ plan: ScoringPlan, head: Data
  ) throws -> (byteCount: Int, records: Int, failures: Int) {
    var lines = try LineReader(url)
    let name = url.lastPathComponent
    guard let first = try lines.next() else {
      // A first line that was cut short is the beginning of some work's.
      let rest = lines.rest
      guard rest.isEmpty || head.starts(with: rest) else { throw ScoringError.foreignFile(name) }
      return (0, 0, 0)
    }
    guard let work = try? JSONDecoder().decode(ScoringPlan.Work.self, from: first) else {
      throw ScoringError.foreignFile(name)
    }
    guard work == plan.work else {
      throw ScoringError.otherWork(file: name, differences: work.differences(from: plan.work))
    }
    var (byteCount, records, failures) = (lines.offset, 0, 0)
    while records < plan.count, let line = try lines.next(), let record = RecordLine.decode(Record.self, line),
      record.file == plan.input(records)
    {
      byteCount = lines.offset
      records += 1
      if record.isFailure { failures += 1 }
    }
    return (byteCount, records, failures)
  }
}
