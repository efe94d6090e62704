import Metrics

/// The one place where labels become what is true of each image.
struct TruthAssignment {
  /// What is decided of a picture.
  let task: ClassificationTask
  /// The classes or findings, in order.
  let classes: [String]
  /// What is true of each image; `nil` for one that is left out.
  let truths: [Truth?]
  /// Sentences for people.
  let notes: [String]
  /// Images of each class folder, under the class that it became, empty folders included.
  let classFolders: [Split?: [String: Int]]

  /// Assigns classes or findings by the options and by what the layout tells.
  ///
  /// - Throws: ``DataError``.
  init(_ listing: Listing, options: DatasetOptions) throws {
    try options.check()
    if options.asksForFindings {
      let assignment = try FindingAssignment(listing.entries, options: options, named: listing.findings)
      (task, classes, notes, classFolders) = (.multilabel, assignment.names, assignment.notes, [:])
      truths = assignment.truths.map { $0.map(Truth.findings) }
    } else {
      let assignment = try ClassAssignment(listing.entries, options: options, standard: listing.target)
      let isByName = options.classes == nil && options.modelClasses == nil && options.target == nil
      classes = isByName ? Self.withEmpty(assignment.classes, listing.classFolders) : assignment.classes
      classFolders = listing.classFolders.mapValues { counts in
        counts.reduce(into: [:]) { sums, folder in
          guard let name = assignment.className(of: folder.key) ?? (isByName ? folder.key : nil) else { return }
          sums[name, default: 0] += folder.value
        }
      }
      task = options.task ?? .telling(apart: classes.count)
      truths = assignment.indices.map { $0.map(Truth.oneOf) }
      notes = assignment.notes
    }
    guard classes.count <= ClassificationTask.classLimit else {
      throw DataError.classesBeyondLimit(count: classes.count, limit: ClassificationTask.classLimit)
    }
  }

  /// Classes by name, with those whose folders are empty.
  private static func withEmpty(_ classes: [String], _ folders: [Split?: [String: Int]]) -> [String] {
    let keys = Set(classes.map(LabelName.key))
    return classes
      + Set(folders.values.flatMap(\.keys)).filter { !keys.contains(LabelName.key(of: $0)) }.sorted()
  }
}
