import Bundles
import Inference

/// Prints readings as lines for people, JSON or CSV.
final class ReadingPrinter: @unchecked Sendable {
  private let json: Bool
  private let table: ReadingTable?
  /// Counted by one caller at a time.
  private var failures = 0

  init(json: Bool, csv: Bool, model: ModelMetadata) {
    self.json = json
    table = csv ? ReadingTable(model) : nil
  }

  /// Calls `body` with what prints one record after the other; returns how many were failures.
  func printing(_ body: (@escaping @Sendable (ReadingRecord) throws -> Void) throws -> Void) throws -> Int {
    if let table { try Console.output(table.header) }
    try body { try self.show($0) }
    return failures
  }

  private func show(_ record: ReadingRecord) throws {
    switch record {
    case .reading(let reading):
      if json { return try Console.json(reading, indented: false) }
      try Console.output(table?.line(reading) ?? ReadingLine(reading).text)
    case .failure(let failure):
      failures += 1
      if json { return try Console.json(failure, indented: false) }
      if let table { try Console.output(table.line(failure)) }
      Console.message(failure.line)
    }
  }
}
