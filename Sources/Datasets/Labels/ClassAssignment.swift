import Metrics

/// Labels as classes, of which each image has one.
struct ClassAssignment {
  /// The classes, in order.
  private(set) var classes: [String] = []
  /// An index into ``classes`` for each label; `nil` for one that is left out.
  private(set) var indices: [Int?] = []
  /// Sentences for people: what was taken for the same, what was left out.
  private(set) var notes: [String] = []

  private var leftOut: [String: Int] = [:]
  private let uncertain: UncertainPolicy

  /// Assigns by the options: classes given, else a model's, else a target for findings, else the names themselves.
  ///
  /// - Throws: ``DataError/classesOfModelDiffer(model:data:)`` or ``DataError/pictureInSeveralClasses(path:classes:)``.
  init(_ entries: [Listing.Entry], options: DatasetOptions, standard: Target?) throws {
    uncertain = options.uncertain
    let labels = entries.map(\.label)
    let names = Self.counts(labels)
    let hasFindings = labels.contains { if case .findings = $0 { true } else { false } }
    if let choice = options.classes {
      assign(labels, to: choice, chosen: try entries.map { try choice.index(of: $0.label, path: $0.path) })
    } else if let model = options.modelClasses, let target = Self.target(of: model, names: names) {
      assign(labels, by: target, named: model)
    } else if let model = options.modelClasses, let choice = Self.choice(of: model) {
      let known = choice.indices
      let unknown = names.keys.filter { known[LabelName.key(of: $0)] == nil }.sorted()
      guard hasFindings || unknown.isEmpty else {
        throw DataError.classesOfModelDiffer(model: model, data: names.keys.sorted())
      }
      assign(labels, to: choice)
      noteEquals(names)
    } else if options.task == .multiclass, hasFindings {
      let single = labels.map { Self.single($0, uncertain) }
      assignNames(single, Self.counts(single.compactMap(\.self)))
      for (label, only) in zip(labels, single) where only == nil { leftOut[label.text, default: 0] += 1 }
    } else if hasFindings || options.target != nil {
      let target = options.target ?? standard ?? .abnormal
      assign(labels, by: target, named: Self.classes(of: target, labels))
    } else {
      assignNames(labels, names)
    }
    if !leftOut.isEmpty {
      let list = leftOut.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8)
        .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      notes.append("\(leftOut.values.reduce(0, +)) images are in no class, and left out: \(list).")
    }
  }

  /// The class that a class folder's name became; `nil` if none.
  func className(of label: String) -> String? { byKey[LabelName.key(of: label)].map { classes[$0] } }
  private var byKey: [String: Int] = [:]

  // MARK: - Ways to assign

  /// - Parameter chosen: the class of each image that a pattern matches.
  private mutating func assign(_ labels: [Label], to choice: ClassChoice, chosen: [Int?] = []) {
    classes = choice.names
    byKey = choice.indices
    let normal = byKey.first { LabelName.isNegative($0.key) }?.value
    var known: [Label: Int?] = [:]
    for (number, label) in labels.enumerated() {
      if number < chosen.count, let index = chosen[number] {
        add(index, label)
        continue
      }
      let index =
        known[label]
        ?? {
          switch label {
          case .name(let name): return byKey[LabelName.key(of: name)]
          case .findings(let findings):
            if findings.isNormal { return normal }
            var found = Set(findings.present.compactMap { byKey[LabelName.key(of: $0)] })
            let perhaps = Set(findings.uncertain.compactMap { byKey[LabelName.key(of: $0)] })
            if !perhaps.isSubset(of: found), uncertain == .ignore { return nil }
            if uncertain == .positive { found.formUnion(perhaps) }
            return found.count == 1 ? found.first : nil
          }
        }()
      known[label] = index
      add(index, label)
    }
  }

  private mutating func assign(_ labels: [Label], by target: Target, named names: [String]) {
    classes = names
    var known: [Label: Int?] = [:]
    for label in labels {
      let index = known[label] ?? Self.index(label.asFindings, target, uncertain)
      known[label] = index
      add(index, label)
    }
  }

  private mutating func assignNames(_ labels: [Label?], _ names: [String: Int]) {
    let groups = Dictionary(grouping: names.keys) { LabelName.key(of: $0) }
    let chosen = groups.mapValues { spellings in
      spellings.sorted { (names[$1] ?? 0, $0) < (names[$0] ?? 0, $1) }.first ?? ""
    }
    classes = chosen.values.sorted()
    let order = Dictionary(classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    byKey = chosen.compactMapValues { order[$0] }
    let known = Dictionary(
      names.keys.map { ($0, byKey[LabelName.key(of: $0)]) }, uniquingKeysWith: { first, _ in first })
    indices = labels.map { if case .name(let name)? = $0 { known[name] ?? nil } else { nil } }
    noteEquals(names)
  }

  private mutating func noteEquals(_ names: [String: Int]) {
    let others = names.keys.sorted().filter { name in className(of: name).map { $0 != name } ?? false }
    guard !others.isEmpty else { return }
    notes.append(
      "Taken for the same class: " + others.map { "\($0) and \(className(of: $0) ?? "")" }.joined(separator: ", ") + "."
    )
  }

  private mutating func add(_ index: Int?, _ label: Label) {
    indices.append(index)
    if index == nil { leftOut[label.text, default: 0] += 1 }
  }

  // MARK: - Targets

  private static func index(_ findings: Findings, _ target: Target, _ uncertain: UncertainPolicy) -> Int? {
    switch target {
    case .abnormal:
      if findings.isNormal { return 0 }
      if !findings.present.isEmpty { return 1 }
      guard !findings.uncertain.isEmpty else { return nil }
      return uncertain == .ignore ? nil : uncertain == .positive ? 1 : 0
    case .finding(let name):
      let key = LabelName.key(of: name)
      if findings.present.contains(where: { LabelName.key(of: $0) == key }) { return 1 }
      guard findings.uncertain.contains(where: { LabelName.key(of: $0) == key }) else { return 0 }
      return uncertain == .ignore ? nil : uncertain == .positive ? 1 : 0
    }
  }

  /// The one thing that findings come to: nothing found, or the only finding; `nil` for several, or none that is sure.
  private static func single(_ label: Label, _ uncertain: UncertainPolicy) -> Label? {
    guard case .findings(let findings) = label else { return label }
    let found = uncertain == .positive ? findings.present.union(findings.uncertain) : findings.present
    if findings.isNormal { return .name("No Finding") }
    guard let only = found.first, found.count == 1, uncertain != .ignore || findings.uncertain.isEmpty else {
      return nil
    }
    return .name(only)
  }

  /// `Normal` and `Abnormal`, or a finding as the data set spells it.
  private static func classes(of target: Target, _ labels: [Label]) -> [String] {
    guard case .finding(let name) = target else { return ["Normal", "Abnormal"] }
    let key = LabelName.key(of: name)
    for label in labels {
      let findings = label.asFindings
      if let spelling = findings.present.union(findings.uncertain).first(where: { LabelName.key(of: $0) == key }) {
        return ["No \(spelling)", spelling]
      }
    }
    return ["No \(name)", name]
  }

  /// The target that a model was trained for, unless the data has the model's classes as they are.
  private static func target(of model: [String], names: [String: Int]) -> Target? {
    let keys = Set(model.map(LabelName.key))
    guard model.count == 2, !Set(names.keys.map(LabelName.key)).isSubset(of: keys) || names.isEmpty else { return nil }
    if keys == ["normal", "abnormal"] { return LabelName.key(of: model[1]) == "abnormal" ? .abnormal : nil }
    return LabelName.key(of: model[0]) == "no " + LabelName.key(of: model[1]) ? .finding(model[1]) : nil
  }

  private static func choice(of model: [String]) -> ClassChoice? {
    let negatives = ["normal", "no finding", "negative", "healthy"]
    return try? ClassChoice(
      model.map { .init(name: $0, labels: LabelName.isNegative($0) ? negatives.filter { !model.contains($0) } : []) })
  }

  private static func counts(_ labels: [Label]) -> [String: Int] {
    labels.reduce(into: [:]) { if case .name(let name) = $1 { $0[name, default: 0] += 1 } }
  }
}
