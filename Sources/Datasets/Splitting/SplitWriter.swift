import Files
public import Foundation
import Metrics

/// Writes a split data set as folders of links, with a table beside them that keeps what folders can't tell.
///
/// ```
/// OUTPUT/train|val|test/CLASS/NAME   a relative link to the image
/// OUTPUT/samples.csv                 path, label, patient, split, view, age, sex, subtype, site, device
/// ```
/// Images with findings lie in `train|val|test/NAME`; instead of the label is a column for each finding, with 1, 0 or `?`.
///
/// The links are relative, so that both folders may move together. An interrupted run leaves no half of a data set.
public enum SplitWriter {
  /// Name of the table.
  public static let tableName = "samples.csv"

  /// Writes the samples that have a split into a folder that does not exist yet, or is empty.
  ///
  /// - Throws: ``DataError/outputNotEmpty(_:)``, ``DataError/noImages(folder:)``, or `FileError` if the disk is full or
  ///   the folder can't be written.
  public static func write(_ dataset: Dataset, to folder: URL) throws {
    let output = folder.standardizedFileURL
    let samples = dataset.samples.filter { $0.split != nil }
    guard !samples.isEmpty else { throw DataError.noImages(folder: dataset.provenance.name) }
    if let status = FileStatus(output) {
      guard status.isFolder, try ImageFileScan.names(in: output).isEmpty else {
        throw DataError.outputNotEmpty(output.lastPathComponent)
      }
    }
    let parent = output.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    } catch {
      throw DataError.unwritable(name: parent.lastPathComponent, reason: "the folder can't be made")
    }
    let base = try realParts(of: parent) + [output.lastPathComponent]
    try AtomicDirectory.create(at: output) { try fill($0, with: samples, of: dataset, base: base) }
  }

  private static func fill(_ folder: URL, with samples: [Sample], of dataset: Dataset, base: [String]) throws {
    let hasFindings = dataset.task == .multilabel
    var taken: [String: Int] = [:]
    var lines = [hasFindings ? TableLayout.columns(findings: dataset.classes) : TableLayout.columns]
    for case let split? in Set(samples.map(\.split)) {
      for name in hasFindings ? [""] : dataset.classes {
        try FileManager.default.createDirectory(
          at: folder.appending(path: "\(split.rawValue)/\(name)"), withIntermediateDirectories: true)
      }
    }
    for sample in samples {
      guard let split = sample.split else { continue }
      let (place, labels) = place(of: sample, split, dataset.classes)
      let path = unusedPath("\(place.joined(separator: "/"))/\(sample.fileName)", taken: &taken)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: path).path,
        withDestinationPath: way(to: try realParts(of: sample.url), from: base + place))
      let attributes = sample.attributes
      lines.append(
        [path] + labels + [
          sample.patient, split.rawValue, attributes.view ?? "", attributes.age.map { "\($0)" } ?? "",
          attributes.sex ?? "", attributes.subtype ?? "", attributes.site ?? "", attributes.device ?? "",
        ])
    }
    try Data(CSVTable.text(lines).utf8).write(to: folder.appending(path: tableName))
  }

  /// The folders in which a sample's link is, and the cells that tell its class or findings.
  private static func place(
    of sample: Sample, _ split: Split, _ classes: [String]
  ) -> (folders: [String], cells: [String]) {
    switch sample.truth {
    case .oneOf(let index): ([split.rawValue, classes[index]], [classes[index]])
    case .findings(let findings): ([split.rawValue], findings.map { $0.map { $0 ? "1" : "0" } ?? "?" })
    }
  }

  // MARK: - Paths

  /// A path that no other image has: `a.png`, else `a~2.png` and so on.
  ///
  /// - Parameter taken: The paths that are taken, each with the last number that it was asked for: a data set may have as many
  ///   images of one name as it has patients.
  private static func unusedPath(_ path: String, taken: inout [String: Int]) -> String {
    guard var number = taken[path] else {
      taken[path] = 1
      return path
    }
    let dot = path.lastIndex(of: ".").flatMap { path[$0...].contains("/") ? nil : $0 } ?? path.endIndex
    var candidate = path
    repeat {
      number += 1
      candidate = "\(path[..<dot])~\(number)\(path[dot...])"
    } while taken[candidate] != nil
    taken[path] = number
    taken[candidate] = 1
    return candidate
  }

  /// The parts of a path, links resolved.
  private static func realParts(of url: URL) throws -> [String] {
    guard let path = realpath(url.path, nil) else {
      throw DataError.unreadable(name: url.lastPathComponent, reason: "it is gone")
    }
    defer { free(path) }
    return String(cString: path).split(separator: "/").map(String.init)
  }

  /// The relative path from a folder to a file.
  private static func way(to file: [String], from folder: [String]) -> String {
    let shared = zip(file, folder).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folder.count - shared) + file.dropFirst(shared)).joined(separator: "/")
  }
}
