import Foundation

/// Finds the images below a folder that a table means, however it writes them.
///
/// In this order: the path from the folder; the path without what stands before the folder (`CheXpert-v1.0/train/…` read
/// from within `CheXpert-v1.0`); the bare name anywhere below; the name without an extension.
struct ImageIndex {
  /// The images below the folder.
  let scan: ImageFileScan
  private let paths: Set<String>
  private let names: [String: [Int]]
  private let stems: [String: [Int]]
  private let file: String

  /// Indexes the images below a folder for a table called `file`.
  ///
  /// - Throws: ``DataError/unreadable(name:reason:)``.
  init(_ folder: URL, file: String) throws {
    let scan = try ImageFileScan(folder)
    var names: [String: [Int]] = [:]
    names.reserveCapacity(scan.paths.count)
    for (index, path) in scan.paths.enumerated() { names[FileName.last(of: path), default: []].append(index) }
    var stems: [String: [Int]] = [:]
    stems.reserveCapacity(names.count)
    for (name, indices) in names { stems[FileName.stem(of: name), default: []] += indices }
    (self.scan, self.names, self.stems, self.file) = (scan, names, stems, file)
    paths = Set(scan.paths)
  }

  /// The path from the folder of the image that a line means; `nil` if it is not there.
  ///
  /// - Throws: ``DataError/pathOutside(file:line:)`` or ``DataError/ambiguousImage(file:line:image:paths:)``.
  func path(of reference: String, line: Int) throws -> String? {
    if paths.contains(reference) { return reference }
    if let found = names[reference], found.count == 1 { return scan.paths[found[0]] }
    var parts = reference.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }[...]
    while parts.count > 1, parts.first == "." { parts = parts.dropFirst() }
    guard parts.first != "" || parts.count == 1, !parts.contains("..") else {
      throw DataError.pathOutside(file: file, line: line)
    }
    var rest = parts
    while !rest.isEmpty {
      let path = rest.joined(separator: "/")
      if paths.contains(path) { return path }
      rest = rest.dropFirst()
    }
    guard let name = parts.last.map(String.init), let found = names[name] ?? stems[name] else { return nil }
    let ends = parts.joined(separator: "/")
    let best = found.filter { scan.paths[$0].hasSuffix("/" + ends) }
    let candidates = best.isEmpty ? found : best
    guard candidates.count == 1 else {
      throw DataError.ambiguousImage(
        file: file, line: line, image: reference, paths: candidates.prefix(3).map { scan.paths[$0] }.sorted())
    }
    return scan.paths[candidates[0]]
  }
}
