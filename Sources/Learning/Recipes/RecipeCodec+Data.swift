import Datasets
import Metrics

extension RecipeCodec<ClassificationTask?> {
  /// A task's name, or `none`.
  static var task: RecipeCodec {
    let allowed = ClassificationTask.allCases.map(\.rawValue).joined(separator: ", ") + " or none"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard let text = node.plainText else { throw node.wrongType(key, allowed) }
        if text == "none" { return nil }
        guard let task = ClassificationTask(rawValue: text) else { throw node.notAllowed(key, allowed) }
        return task
      }, write: { task in task.map { .plain($0.rawValue) } })
  }
}

extension RecipeCodec<[String]?> {
  /// A list of findings, or `none`.
  static var findings: RecipeCodec {
    let allowed = "a list of findings, such as [Effusion, Mass], or none"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        if node.plainText == "none" { return nil }
        let names = try node.words(key, allowed).map(\.trimmed)
        guard !names.isEmpty, !names.contains("") else { throw node.notAllowed(key, allowed) }
        return names
      },
      write: { names in
        names.map { RecipeNode(.sequence($0.map { RecipeNode(.scalar($0, isQuoted: true)) })) }
      })
  }
}

extension RecipeCodec<Target?> {
  /// `abnormal`, a finding's name, or `none`.
  static var target: RecipeCodec {
    let allowed = "abnormal, the name of a finding, or none"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard case .scalar(let text, _) = node.content, !text.trimmed.isEmpty else {
          throw node.wrongType(key, allowed)
        }
        return node.plainText == "none" ? nil : Target(name: text.trimmed)
      },
      write: { target in target.map { RecipeNode(.scalar($0.name, isQuoted: $0 != .abnormal)) } ?? .plain("none") })
  }
}

extension RecipeCodec<ClassChoice?> {
  /// A mapping of classes to lists of labels, or `none`.
  static var classes: RecipeCodec {
    let allowed = "classes with lists of labels, such as {NORMAL: [normal], PNEUMONIA: [pneumonia]}, or none"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        if node.plainText == "none" { return nil }
        guard case .mapping(let entries) = node.content else { throw node.wrongType(key, allowed) }
        let items = try entries.map { entry in
          ClassChoice.Item(name: entry.key, labels: try entry.value.words(key, allowed))
        }
        guard let choice = try? ClassChoice(items) else { throw node.notAllowed(key, allowed) }
        return choice
      },
      write: { choice in
        guard let choice else { return .plain("none") }
        return .mapping(
          choice.items.map { item in
            (item.name, RecipeNode(.sequence(item.labels.map { RecipeNode(.scalar($0, isQuoted: true)) })))
          })
      })
  }
}

extension RecipeCodec<ColumnChoice> {
  /// A mapping of roles to names of columns.
  static var columns: RecipeCodec {
    let allowed = "names of columns, such as {image: file, label: diagnosis}"
    return RecipeCodec(
      allowed: allowed,
      read: { node, _, key in
        guard case .mapping(let entries) = node.content else { throw node.wrongType(key, allowed) }
        var names: [ColumnRole: String] = [:]
        for entry in entries {
          guard let role = ColumnRole(rawValue: entry.key), case .scalar(let name, _) = entry.value.content else {
            throw node.notAllowed(key, allowed)
          }
          names[role] = name
        }
        return ColumnChoice(names)
      },
      write: { choice in
        guard !choice.names.isEmpty else { return nil }
        return .mapping(
          choice.names.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { ($0.key.rawValue, RecipeNode(.scalar($0.value, isQuoted: true))) })
      })
  }
}

extension RecipeNode {
  /// The words of a list, or the one word that stands there.
  fileprivate func words(_ key: String, _ allowed: String) throws -> [String] {
    let nodes: [RecipeNode] = if case .sequence(let items) = content { items } else { [self] }
    return try nodes.map { node in
      guard case .scalar(let text, _) = node.content else { throw node.wrongType(key, allowed) }
      return text
    }
  }
}
