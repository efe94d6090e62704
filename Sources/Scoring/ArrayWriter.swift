import Files
public import Foundation
import TensorFiles

/// Features as an array in NumPy's `.npy`, 32-bit floats [pictures, features], and beside it `NAME.jsonl` with the file of each row.
///
/// The row of a picture that can't be read is NaN, and its line in `NAME.jsonl` says why.
public struct ArrayWriter: RecordWriter {
  private struct Row: Encodable {
    let row: Int
    let record: FeatureRecord

    private enum CodingKeys: String, CodingKey { case row, file, error }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(row, forKey: .row)
      try container.encode(record.file, forKey: .file)
      try container.encodeIfPresent(record.error, forKey: .error)
    }
  }

  private let width: Int

  /// A writer of so many features a picture.
  public init(width: Int) { self.width = width }

  /// The file with the names of the rows.
  public static func names(of output: URL) -> URL {
    output.deletingPathExtension().appendingPathExtension(RecordFormat.jsonLines.fileExtension)
  }

  /// Writes the names and then the array; see ``RecordWriter``.
  public func write(
    to output: URL, count: Int,
    _ forEach: (_ body: (_ record: FeatureRecord, _ line: Data) throws -> Void) throws -> Void
  ) throws {
    let names = try FileDraft(of: Self.names(of: output))
    let array = try FileDraft(of: output)
    try array.append(NumPyHeader.floats([count, width]))
    let unread = [Float](repeating: .nan, count: width)
    var row = 0
    try forEach { record, _ in
      try names.append(RecordLine.encode(Row(row: row, record: record)))
      let features = record.features.flatMap { $0.count == width ? $0 : nil } ?? unread
      try array.append(NumPyHeader.bytes(of: features))
      row += 1
    }
    try names.finish()
    try array.finish()
  }
}
