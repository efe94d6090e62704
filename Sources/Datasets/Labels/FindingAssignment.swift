/// Labels as findings, of which an image may have several or none, and of which some may not be known.
struct FindingAssignment {
  /// Names of the findings, in order.
  private(set) var names: [String]
  /// What is known of each finding for each label; `nil` for an image of which nothing is known.
  private(set) var truths: [[Bool?]?] = []
  /// Sentences for people: which findings the data don't tell, how many images were left out.
  private(set) var notes: [String] = []

  /// The keys of the labels that make up each finding.
  private var keys: [Set<String>]
  private let uncertain: UncertainPolicy

  /// Assigns by the options: a model's findings, else classes given, else those asked for, else all that the data name.
  ///
  /// A finding that the data don't name is unknown of every image; only a model may ask for such.
  ///
  /// - Throws: ``DataError/unknownFindings(_:known:)``, ``DataError/classesOfModelDiffer(model:data:)``,
  ///   ``DataError/noFindings`` or ``DataError/pictureInSeveralClasses(path:classes:)``.
  init(_ entries: [Listing.Entry], options: DatasetOptions, named: [String]?) throws {
    uncertain = options.uncertain
    var labels = entries.map(\.label)
    let told = named ?? Self.names(in: labels)
    (names, keys) = (told, told.map { [FindingName.key(of: $0)] })
    if let choice = options.classes {
      let items = choice.items.filter { !LabelName.isNegative($0.name) }
      names = items.map(\.name)
      keys = items.map { Set(([$0.name] + $0.labels).map(FindingName.key)) }
      for (index, entry) in entries.enumerated() {
        if let item = try choice.index(of: entry.label, path: entry.path) {
          labels[index] = .name(choice.items[item].name)
        }
      }
    }
    if let wanted = options.modelClasses {
      try take(model: wanted)
    } else if let wanted = options.findings {
      try take(wanted)
    }
    guard !names.isEmpty else { throw DataError.noFindings }
    assign(labels)
  }

  // MARK: - Which findings

  private mutating func take(_ wanted: [String]) throws {
    let places = wanted.map(index)
    let unknown = zip(wanted, places).filter { $0.1 == nil }.map(\.0)
    guard unknown.isEmpty else { throw DataError.unknownFindings(unknown, known: names) }
    var seen: Set<Int> = []
    let taken = places.compactMap(\.self).filter { seen.insert($0).inserted }
    (names, keys) = (taken.map { names[$0] }, taken.map { keys[$0] })
  }

  private mutating func take(model wanted: [String]) throws {
    let places = wanted.map(index)
    guard places.contains(where: { $0 != nil }) else {
      throw DataError.classesOfModelDiffer(model: wanted, data: names)
    }
    let missing = zip(wanted, places).filter { $0.1 == nil }.map(\.0)
    if !missing.isEmpty {
      notes.append("The data don't tell of \(missing.joined(separator: ", ")): unknown of every image.")
    }
    (names, keys) = (wanted, places.map { $0.map { keys[$0] } ?? [] })
  }

  /// The finding of a name, as this or another data set has it.
  private func index(of name: String) -> Int? {
    let key = FindingName.key(of: name)
    return keys.firstIndex { $0.contains(key) }
  }

  /// What the labels name, in the commonest of equal spellings, sorted.
  private static func names(in labels: [Label]) -> [String] {
    var counts: [String: Int] = [:]
    for label in labels {
      let findings = label.asFindings
      for name in findings.present.union(findings.uncertain) { counts[name, default: 0] += 1 }
    }
    let groups = Dictionary(grouping: counts.keys) { FindingName.key(of: $0) }
    return groups.values.compactMap { spellings in
      spellings.min { (counts[$1] ?? 0, $0) < (counts[$0] ?? 0, $1) }
    }.sorted()
  }

  // MARK: - What is known of them

  private mutating func assign(_ labels: [Label]) {
    var known: [Label: [Bool?]?] = [:]
    var leftOut = 0
    for label in labels {
      let truth: [Bool?]?
      if let earlier = known[label] {
        truth = earlier
      } else {
        truth = self.truth(of: label.asFindings)
        known.updateValue(truth, forKey: label)
      }
      if truth == nil { leftOut += 1 }
      truths.append(truth)
    }
    if leftOut > 0 { notes.append("\(leftOut) images are left out: nothing is known of these findings.") }
  }

  private func truth(of findings: Findings) -> [Bool?]? {
    guard findings.saysSomething else { return nil }
    let sets = [findings.present, findings.uncertain, findings.absent, findings.unknown].map { names in
      Set(names.map(FindingName.key))
    }
    let truth = keys.map { keys -> Bool? in
      if keys.isEmpty { return nil }
      if !keys.isDisjoint(with: sets[0]) { return true }
      if !keys.isDisjoint(with: sets[1]) { return uncertain == .ignore ? nil : uncertain == .positive }
      // Of labels joined into one finding, all must be absent.
      return keys.isDisjoint(with: sets[3]) ? false : nil
    }
    return truth.contains { $0 != nil } ? truth : nil
  }
}
