public import Foundation

/// Writes a split data set as folders of links, with a table beside them that keeps what folders can't tell.
///
/// ```
/// OUTPUT/train|val|test/CLASS/NAME   a relative link to the image
/// OUTPUT/samples.csv                 path, label, patient, split, view, age, sex, subtype
/// ```
/// The links are relative, so both folders may move together. Everything is written into a hidden folder beside OUTPUT
/// first, which then takes its place: an interrupted run leaves no half of a data set.
public struct SplitWriter: Sendable {
  /// Name of the table.
  public static let tableName = "samples.csv"

  private let output: URL

  /// A writer into a folder that does not exist yet, or is empty.
  public init(output: URL) {
    self.output = output.standardizedFileURL
  }

  /// Writes the samples that have a split.
  ///
  /// - Throws: ``DataError/outputNotEmpty(_:)``, ``DataError/unwritable(name:reason:)`` or ``DataError/noImages(folder:)``.
  public func write(_ dataset: Dataset) throws {
    let samples = dataset.samples.filter { $0.split != nil }
    guard !samples.isEmpty else { throw DataError.noImages(folder: dataset.provenance.name) }
    if let status = FileStatus(output) {
      guard status.isFolder, try FileManager.default.contentsOfDirectory(atPath: output.path).isEmpty else {
        throw DataError.outputNotEmpty(output.lastPathComponent)
      }
    }
    let parent = output.deletingLastPathComponent()
    let draft = parent.appending(path: ".\(output.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try? FileManager.default.removeItem(at: draft)
      try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
      try fill(draft, with: samples, classes: dataset.classes)
      try? FileManager.default.removeItem(at: output)
      try FileManager.default.moveItem(at: draft, to: output)
    } catch {
      try? FileManager.default.removeItem(at: draft)
      throw error as? DataError ?? DataError.unwritable(name: output.lastPathComponent, reason: Self.reason(error))
    }
  }

  private func fill(_ folder: URL, with samples: [Sample], classes: [String]) throws {
    let parent = try resolved(folder.deletingLastPathComponent())
    var taken: Set<String> = []
    var lines = [TableReader.columns]
    for split in Split.allCases {
      for name in classes where samples.contains(where: { $0.split == split }) {
        try FileManager.default.createDirectory(
          at: folder.appending(path: "\(split.rawValue)/\(name)"), withIntermediateDirectories: true)
      }
    }
    for sample in samples {
      guard let split = sample.split else { continue }
      let label = classes[sample.label]
      let path = Self.unusedPath("\(split.rawValue)/\(label)/\(sample.fileName)", taken: &taken)
      let folders = parent + [output.lastPathComponent, split.rawValue, label]
      let target = Self.relative(try resolved(sample.url), from: folders)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: path).path, withDestinationPath: target)
      let attributes = sample.attributes
      lines.append([
        path, label, sample.patient, split.rawValue, attributes.view ?? "", attributes.age.map { "\($0)" } ?? "",
        attributes.sex ?? "", attributes.subtype ?? "",
      ])
    }
    try Data(CSVTable.text(lines).utf8).write(to: folder.appending(path: Self.tableName))
  }

  // MARK: - Paths

  /// A path that no other image has: `a.png`, else `a~2.png` and so on.
  private static func unusedPath(_ path: String, taken: inout Set<String>) -> String {
    guard !taken.insert(path).inserted else { return path }
    let dot = path.lastIndex(of: ".").flatMap { path[$0...].contains("/") ? nil : $0 } ?? path.endIndex
    for number in 2... {
      let other = "\(path[..<dot])~\(number)\(path[dot...])"
      if taken.insert(other).inserted { return other }
    }
    return path
  }

  /// The parts of a path, links resolved.
  private func resolved(_ url: URL) throws -> [String] {
    guard let path = realpath(url.path, nil) else {
      throw DataError.unreadable(name: url.lastPathComponent, reason: "it is gone")
    }
    defer { free(path) }
    return String(cString: path).split(separator: "/").map(String.init)
  }

  /// The way from a folder to a file.
  private static func relative(_ file: [String], from folder: [String]) -> String {
    let shared = zip(file, folder).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folder.count - shared) + file.dropFirst(shared)).joined(separator: "/")
  }

  private static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileWriteOutOfSpace: "the disk is full"
    case .fileWriteNoPermission: "permission denied"
    case .fileWriteVolumeReadOnly: "the file system is read-only"
    default: "the system refused"
    }
  }
}
