import Files
import Metrics
import Radiograph

extension DataReport {
  /// Puts together what the inspections of a data set's samples found.
  init(_ dataset: Dataset, _ inspections: [ImageInspection], seconds: Double) {
    let found = zip(dataset.samples, inspections).map { (sample: $0, inspection: $1) }
    let pictures = inspections.compactMap { try? $0.picture.get() }
    let splits = Dictionary(grouping: dataset.samples) { $0.split?.rawValue ?? "all" }
    name = dataset.provenance.name
    layout = dataset.provenance.layout
    layoutReason = dataset.provenance.reason
    columns = dataset.provenance.columns
    patientsFrom = dataset.provenance.patientsFrom
    classes = dataset.classes
    task = dataset.task == .binary ? nil : dataset.task
    positiveClass = dataset.classes.isEmpty ? nil : TaskClasses(dataset).positiveName
    images = dataset.samples.count
    patients = Set(dataset.samples.map(\.patient)).count
    let tallies = Dictionary(
      dataset.splits.map { ($0?.rawValue ?? "all", dataset.tallies(in: $0)) }, uniquingKeysWith: { first, _ in first })
    func table(_ value: (FindingTally) -> Int) -> [String: [String: Int]] {
      tallies.mapValues { Dictionary(zip(dataset.classes, $0.map(value)), uniquingKeysWith: { first, _ in first }) }
    }
    counts = table(\.positives)
    let hasFindings = dataset.task == .multilabel
    negatives = hasFindings ? table(\.negatives) : nil
    unknown = hasFindings ? table(\.unknown) : nil
    imagesPerSplit = hasFindings ? splits.mapValues(\.count) : nil
    patientsPerSplit = splits.mapValues { Set($0.map(\.patient)).count }
    width = Spread(pictures.map(\.width))
    height = Spread(pictures.map(\.height))
    formats = Self.tally(pictures.map(\.format.name))
    bitDepths = Self.tally(pictures.map { "\($0.bitDepth)" })
    colors = Self.tally(pictures.map { $0.channels == 1 ? "gray" : "rgb" })
    modalities = Self.tally(pictures.compactMap(\.acquisition.modality))
    views = Self.tally(
      found.compactMap { sample, inspection in
        sample.attributes.view ?? (try? inspection.picture.get())?.acquisition.viewPosition
      })
    unreadable = found.compactMap { sample, inspection in
      guard case .failure(let problem) = inspection.picture else { return nil }
      return UnreadableImage(file: sample.path, code: problem.code, reason: problem.reason)
    }
    let duplicates = Self.duplicates(found)
    exactDuplicates = duplicates.exact
    nearDuplicates = duplicates.near
    conflicts = duplicates.exact.filter(\.acrossClasses)
    (fit, reasons) = (true, [])
    sharedPatients = dataset.sharedPatients
    ignored = dataset.provenance.ignored
    problems = dataset.problems.map(\.description)
    notes = dataset.provenance.notes + dataset.gaps.map(\.description)
    fingerprint = DataFingerprint(dataset, contents: inspections.map(\.content)).checksum.hex
    self.seconds = seconds
    imagesPerSecond = seconds > 0 ? Double(images) / seconds : nil
    noteWhatFollows()
  }

  private mutating func noteWhatFollows() {
    do {
      try DataCheck.refuse(unreadable: unreadable.map { ($0.file, $0.reason) }, of: images)
    } catch {
      problems.append("\(error)")
    }
    if !conflicts.isEmpty {
      problems.append(
        "\(conflicts.count) \(conflicts.count == 1 ? "picture is" : "pictures are") "
          + (task == .multilabel ? "there with contradictory findings" : "in two classes")
          + "; remove the wrong copies, or leave all of them out with --drop-conflicts")
    }
    (fit, reasons) = (problems.isEmpty, problems)
  }

  private static func tally(_ values: [String]) -> [String: Int] {
    values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Groups of equal files, and pairs of nearly equal pictures of which no two are equal files.
  private static func duplicates(
    _ found: [(sample: Sample, inspection: ImageInspection)]
  ) -> (exact: [DuplicateImages], near: [DuplicateImages]) {
    let readable = found.filter { $0.inspection.content != nil }
    let groups = Dictionary(grouping: readable) { $0.inspection.content?.checksum }.values
    let exact = groups.filter { $0.count > 1 }.map { DuplicateImages($0.map(\.sample)) }
    let originals = groups.compactMap { group -> (sample: Sample, signature: ImageSignature)? in
      guard let first = group.first, let picture = try? first.inspection.picture.get() else { return nil }
      return (first.sample, picture.signature)
    }.sorted { $0.sample.path < $1.sample.path }
    let near = NearDuplicates.pairs(originals.map(\.signature)).map { pair in
      DuplicateImages([originals[pair.first].sample, originals[pair.second].sample])
    }
    return (exact.sorted { $0.files.lexicographicallyPrecedes($1.files) }, near)
  }
}
