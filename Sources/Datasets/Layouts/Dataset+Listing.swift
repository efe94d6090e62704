import Foundation

extension Dataset {
  /// Makes samples of a listing: classes, patients, and what DICOM headers add.
  ///
  /// - Throws: ``DataError``.
  init(_ listing: Listing, _ place: LayoutCatalogue.Place, options: DatasetOptions) throws {
    let root = place.folder.url
    let assignment = try TruthAssignment(listing, options: options)
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
    for (entry, truth) in zip(listing.entries, assignment.truths) {
      guard let truth else { continue }
      let facts = PatientIdentifier.facts(fileName: entry.path)
      let attributes = entry.attributes.completed(by: headers.attributes(ofImageAt: entry.path))
        .completed(by: SampleAttributes(subtype: facts.subtype))
      samples.append(
        Sample(
          url: URL(filePath: base + entry.path, directoryHint: .notDirectory), path: entry.path, truth: truth,
          patient: entry.patient ?? headers.patient(ofImageAt: entry.path) ?? facts.patient, split: entry.split,
          attributes: attributes,
          outline: entry.outline.map { URL(filePath: base + $0, directoryHint: .notDirectory) }))
    }
    let source =
      listing.entries.isEmpty || hasUnknown
      ? (headers.identifiedCount > 0 ? "DICOM headers and file names" : "file names")
      : "the data set's own columns or folders"
    let way = place.below.isEmpty ? [] : ["The data set is in \(place.below)."]
    self.init(
      task: assignment.task, classes: assignment.classes, samples: samples,
      provenance: Provenance(
        layout: place.layout.name, name: root.lastPathComponent, ignored: listing.ignored,
        classFolders: assignment.classFolders,
        notes: way + listing.notes + assignment.notes + headers.notes, reason: place.match.reason,
        columns: listing.columns, patientsFrom: source))
  }
}
