import Archive
import Foundation
import ResultObjects

/// The pictures that a command reads, each with the name that it goes by.
struct NamedPictures: Sendable {
  /// The names: paths, but for what was fetched.
  let names: [String]
  /// What was fetched from an archive, whose temporary files go with the last of these values.
  private let fetched: [String: FetchedObject]

  /// Files by their paths.
  init(_ paths: [String]) { (names, fetched) = (paths, [:]) }

  /// Objects that were fetched.
  init(_ objects: [FetchedObject]) {
    let named = objects.map { (name: "\($0.source.sopInstance).dcm", object: $0) }
    names = named.map(\.name)
    fetched = Dictionary(named.map { ($0.name, $0.object) }) { first, _ in first }
  }

  private init(_ names: [String], of other: NamedPictures) { (self.names, fetched) = (names, other.fetched) }

  /// Those of the pictures with these names, in their order.
  func named(_ names: [String]) -> NamedPictures { NamedPictures(names, of: self) }

  var count: Int { names.count }

  subscript(index: Int) -> (file: URL, name: String) {
    let name = names[index]
    return (fetched[name]?.file ?? URL(filePath: name), name)
  }
}
