import Metrics

/// What a person said that a picture shows.
public enum AuditFeedback: Sendable, Equatable {
  /// Its class; of findings the only one.
  case label(String)
  /// Its findings; none where there is nothing to find.
  case findings([String])

  /// It as one text for people.
  public var text: String {
    switch self {
    case .label(let name): name
    case .findings(let names): names.isEmpty ? Self.nothing : names.joined(separator: ", ")
    }
  }

  private static let nothing = "No finding"

  /// The names that were said.
  public var names: [String] {
    switch self {
    case .label(let name): [name]
    case .findings(let names): names
    }
  }

  /// Whether a reading's model says the same.
  func isSaid(by reading: AuditRecord) -> Bool { Set(names) == Set(reading.said.names) }

  /// The findings that are there; nil for a class.
  func findings(_ task: ClassificationTask) -> [String]? {
    switch self {
    case .findings(let names): names
    case .label(let name): task == .multilabel ? [name] : nil
    }
  }

  /// Whether it says that something is found.
  ///
  /// - Parameter model: What the reading's model tells apart.
  /// - Throws: ``AuditError/unknownLabel(_:classes:)`` for what that model can't say.
  func isPositive(_ model: AuditRecord.Classes) throws(AuditError) -> Bool {
    let names = findings(model.task) ?? [text]
    if let unknown = names.first(where: { !model.names.contains($0) }) {
      throw .unknownLabel(unknown, classes: model.names)
    }
    switch (self, model.task) {
    case (_, .multilabel): return !names.isEmpty
    case (.findings, _): throw .unknownLabel(text, classes: model.names)
    case (.label(let name), _): return model.negative.map { name != $0 } ?? (name == model.positive)
    }
  }
}

extension AuditRecord {
  /// What the model said, as a person would have: of two classes the one that was decided for.
  var said: AuditFeedback {
    switch classes.task {
    case .multilabel: .findings((findings ?? []).filter(\.decision).map(\.name))
    case .multiclass: .label(prediction)
    case .binary:
      .label(positive ? classes.positive : classes.names.first { $0 != classes.positive } ?? prediction)
    }
  }
}
