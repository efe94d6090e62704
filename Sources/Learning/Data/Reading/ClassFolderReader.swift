import Foundation

/// Reads class folders: `train|val|test/CLASS/*`, or one folder of classes.
struct ClassFolderReader {
  let root: URL

  /// Images of one class folder.
  private struct ClassFolder {
    let name: String
    let split: Split?
    let paths: [String]
  }

  /// Reads `CLASS/*`.
  func read() throws -> Dataset {
    var ignored: [IgnoredFile: Int] = [:]
    let folders = try classFolders(in: root, prefix: "", split: nil, ignored: &ignored)
    return dataset(folders, layout: .classFolders, ignored: ignored)
  }

  /// Reads `train|val|test/CLASS/*`.
  func read(splits: [Split: URL]) throws -> Dataset {
    var ignored: [IgnoredFile: Int] = [:]
    var folders: [ClassFolder] = []
    for (split, url) in splits.sorted(by: { $0.key < $1.key }) {
      folders += try classFolders(in: url, prefix: url.lastPathComponent + "/", split: split, ignored: &ignored)
    }
    return dataset(folders, layout: .splitFolders, ignored: ignored)
  }

  private func classFolders(
    in folder: URL, prefix: String, split: Split?, ignored: inout [IgnoredFile: Int]
  ) throws -> [ClassFolder] {
    try ImageFileScan.names(in: folder).compactMap { name in
      let url = folder.appending(path: name)
      guard !ImageFileScan.isHidden(name) else {
        ignored[.hidden, default: 0] += 1
        return nil
      }
      guard FileStatus(url)?.isFolder == true else {
        ignored[.notImage, default: 0] += 1
        return nil
      }
      let scan = try ImageFileScan(url)
      ignored.merge(scan.ignored, uniquingKeysWith: +)
      return ClassFolder(name: name, split: split, paths: scan.paths.map { "\(prefix)\(name)/\($0)" })
    }
  }

  private func dataset(
    _ folders: [ClassFolder], layout: DatasetLayout.Kind, ignored: [IgnoredFile: Int]
  ) -> Dataset {
    let classes = Set(folders.map(\.name)).sorted()
    let labels = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    let headers = DICOMFacts(folders.flatMap(\.paths).map { (path: $0, url: root.appending(path: $0)) })
    let samples = folders.flatMap { folder in
      folder.paths.map { path in
        let facts = PatientIdentifier.facts(fileName: path)
        var attributes = headers.attributes(ofImageAt: path)
        attributes.subtype = facts.subtype
        return Sample(
          url: root.appending(path: path), path: path, label: labels[folder.name] ?? 0,
          patient: headers.patient(ofImageAt: path) ?? facts.patient, split: folder.split, attributes: attributes)
      }
    }
    let counts = Dictionary(grouping: folders, by: \.split).mapValues { folders in
      Dictionary(uniqueKeysWithValues: folders.map { ($0.name, $0.paths.count) })
    }
    return Dataset(
      classes: classes, samples: samples,
      provenance: Dataset.Provenance(
        layout: layout, name: root.lastPathComponent, ignored: ignored, classFolders: counts,
        notes: headers.notes))
  }
}
