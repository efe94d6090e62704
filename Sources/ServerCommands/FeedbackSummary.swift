import Auditing
import Foundation

/// What was exported of the feedback, and where readers disagree.
struct FeedbackSummary: Encodable {
  /// What somebody said.
  struct Word: Encodable {
    let said: String
    let reader: String?
    let time: Date?

    init(_ annotation: Annotation) {
      said = annotation.said.text
      reader = annotation.key
      time = annotation.time
    }

    private enum CodingKeys: String, CodingKey { case said, reader, time }

    /// Writes every key, `null` where it is not known.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(said, forKey: .said)
      try container.encode(reader, forKey: .reader)
      try container.encode(time?.formatted(.iso8601), forKey: .time)
    }

    /// The word for people.
    var text: String {
      ([said] + [reader.map { "by \($0)" }, time?.formatted(.iso8601)].compactMap(\.self)).joined(separator: " ")
    }
  }

  /// A picture of which readers said different things.
  struct Contradiction: Encodable {
    let path: String
    let taken: Word
    let others: [Word]
  }

  let images: Int
  /// Pictures by what was said of them; those of several findings count in each.
  let labels: [String: Int]
  /// Pictures of which the model had said something else.
  let corrections: Int
  let missing: Int
  let contradictions: [Contradiction]

  init(_ table: AnnotationTable) {
    images = table.rows.count
    labels = Dictionary(
      table.rows.flatMap { row in row.taken.said.names.isEmpty ? [row.taken.said.text] : row.taken.said.names }
        .map { ($0, 1) }, uniquingKeysWith: +)
    corrections = table.rows.count(where: \.isCorrection)
    missing = table.missing
    contradictions = table.rows.filter { !$0.contradictions.isEmpty }.map { row in
      Contradiction(path: row.path, taken: Word(row.taken), others: row.contradictions.map(Word.init))
    }
  }

  /// The summary for people.
  var text: String {
    let counts = labels.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    var lines = [
      "\(images) \(images == 1 ? "picture" : "pictures"): \(counts); \(corrections) otherwise than the model said"
    ]
    if missing > 0 { lines.append("\(missing) left out, as no file has their SHA-256") }
    lines += contradictions.map { contradiction in
      "\(contradiction.path): \(contradiction.taken.text), but \(contradiction.others.map(\.text).joined(separator: "; "))"
    }
    return lines.joined(separator: "\n")
  }
}
