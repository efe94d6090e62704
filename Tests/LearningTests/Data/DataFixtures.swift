import Foundation
import Learning

/// A folder of its own for a test, gone afterwards.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "hilum-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func folder(_ path: String) throws {
    try FileManager.default.createDirectory(at: url.appending(path: path), withIntermediateDirectories: true)
  }

  @discardableResult
  func write(_ bytes: some Collection<UInt8>, _ path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  @discardableResult
  func write(_ text: String, _ path: String) throws -> URL { try write(text.utf8, path) }

  /// Empty files: enough for what opens no image.
  func touch(_ paths: String...) throws {
    for path in paths { try write("", path) }
  }

  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url.appending(path: path).path, withDestinationPath: target)
  }
}

extension Dataset {
  /// A data set in memory: `images` of each patient, with their labels.
  static func made(_ patients: [(name: String, labels: [Int])], classes: [String] = ["NORMAL", "PNEUMONIA"]) -> Dataset
  {
    let samples = patients.flatMap { patient in
      patient.labels.enumerated().map { index, label in
        let path = "\(classes[label])/\(patient.name)_\(index).png"
        return Sample(url: URL(filePath: "/nowhere/\(path)"), path: path, label: label, patient: patient.name)
      }
    }
    return Dataset(
      classes: classes, samples: samples, provenance: Dataset.Provenance(layout: .classFolders, name: "made"))
  }
}

/// The error that something throws; `nil` if it throws none, or one of another type.
func error<Failure: Error>(_ type: Failure.Type, _ body: () throws -> Void) -> Failure? {
  do {
    try body()
    return nil
  } catch {
    return error as? Failure
  }
}
