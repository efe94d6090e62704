import Foundation

extension Dataset {
  /// Makes samples of a listing: classes, patients, and what DICOM headers add.
  ///
  /// - Throws: ``DataError``.
  init(_ listing: Listing, _ place: LayoutCatalogue.Place, options: DatasetOptions) throws {
    let root = place.folder.url
    let assignment = try ClassAssignment(listing.entries.map(\.label), options: options, standard: listing.target)
    let hasUnknown = listing.entries.contains { $0.patient == nil }
    let asked = listing.entries.filter { entry in
      entry.patient == nil || options.attributes.contains { entry.attributes[$0] == nil }
    }
    let headers = DICOMFacts(
      asked.map { (path: $0.path, url: root.appending(path: $0.path), hasPatient: $0.patient != nil) },
      wanted: options.attributes)
    var samples: [Sample] = []
    samples.reserveCapacity(listing.entries.count)
    let base = root.path.hasSuffix("/") ? root.path : root.path + "/"
    for (entry, label) in zip(listing.entries, assignment.indices) {
      guard let label else { continue }
      let facts = PatientIdentifier.facts(fileName: entry.path)
      let attributes = entry.attributes.completed(by: headers.attributes(ofImageAt: entry.path))
        .completed(by: SampleAttributes(subtype: facts.subtype))
      samples.append(
        Sample(
          url: URL(filePath: base + entry.path, directoryHint: .notDirectory), path: entry.path, label: label,
          patient: entry.patient ?? headers.patient(ofImageAt: entry.path) ?? facts.patient, split: entry.split,
          attributes: attributes,
          outline: entry.outline.map { URL(filePath: base + $0, directoryHint: .notDirectory) }))
    }
    let isByName = options.classes == nil && options.modelClasses == nil && options.target == nil
    let folders = listing.classFolders.mapValues { counts in
      counts.reduce(into: [String: Int]()) { sums, folder in
        guard let name = assignment.className(of: folder.key) ?? (isByName ? folder.key : nil) else { return }
        sums[name, default: 0] += folder.value
      }
    }
    let source =
      listing.entries.isEmpty || hasUnknown
      ? (headers.identifiedCount > 0 ? "DICOM headers and file names" : "file names")
      : "the data set's own columns or folders"
    let way = place.below.isEmpty ? [] : ["The data set is in \(place.below)."]
    self.init(
      classes: isByName ? Self.withEmpty(assignment.classes, listing.classFolders) : assignment.classes,
      samples: samples,
      provenance: Provenance(
        layout: place.layout.name, name: root.lastPathComponent, ignored: listing.ignored, classFolders: folders,
        notes: way + listing.notes + assignment.notes + headers.notes, reason: place.match.reason,
        columns: listing.columns, patientsFrom: source))
  }

  /// Classes by name, with those whose folders are empty.
  private static func withEmpty(_ classes: [String], _ folders: [Split?: [String: Int]]) -> [String] {
    let keys = Set(classes.map(LabelName.key))
    return classes
      + Set(folders.values.flatMap(\.keys)).filter { !keys.contains(LabelName.key(of: $0)) }.sorted()
  }
}
