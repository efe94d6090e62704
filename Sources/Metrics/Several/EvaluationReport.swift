/// The measurement of a classifier, whatever its task.
///
/// In JSON the key `task` tells which; a binary report has none.
public enum EvaluationReport: Sendable, Equatable {
  /// Of two classes.
  case binary(ClassificationReport)
  /// Of several classes or findings.
  case several(SeveralReport)

  /// The report of a binary task; nil of another.
  public var binary: ClassificationReport? {
    if case .binary(let report) = self { report } else { nil }
  }

  /// The report of several classes or findings; nil of a binary task.
  public var several: SeveralReport? {
    if case .several(let report) = self { report } else { nil }
  }

  /// The one question that every task answers: is anything found? Nil where it was not measured.
  public var screening: ClassificationReport? { binary ?? several?.screening }

  /// How many cases were measured.
  public var n: Int {
    switch self {
    case .binary(let report): report.n
    case .several(let report): report.n
    }
  }
}

extension EvaluationReport: Codable {
  private enum Key: String, CodingKey {
    case task
  }

  /// Reads a binary report where there is no `task`, else one of several.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decodeIfPresent(ClassificationTask.self, forKey: .task) ?? .binary {
    case .binary: self = .binary(try ClassificationReport(from: decoder))
    case .multiclass, .multilabel: self = .several(try SeveralReport(from: decoder))
    }
  }

  /// Writes the report's own keys.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .binary(let report): try report.encode(to: encoder)
    case .several(let report): try report.encode(to: encoder)
    }
  }
}
