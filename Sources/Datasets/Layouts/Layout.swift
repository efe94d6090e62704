import Foundation

/// A way in which a data set lies on disk and keeps its labels.
///
/// To add one: a file with a type that conforms, and a line in ``LayoutCatalogue/all``.
protocol Layout: Sendable {
  /// Its name in JSON.
  var name: LayoutName { get }
  /// Its name in words.
  var title: String { get }
  /// Whether a folder is laid out so, and how sure that is.
  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch?
  /// Reads paths, labels, patients and splits, but no image.
  ///
  /// - Throws: ``DataError``.
  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing
}

/// A layout's stable name.
public struct LayoutName: Sendable, Hashable, Codable {
  /// For programs, in snake case.
  public let id: String

  /// A name of your own.
  public init(_ id: String) { self.id = id }

  /// The layout in words.
  public var title: String { LayoutCatalogue.all.first { $0.name == self }?.title ?? id }

  /// The name as JSON has it.
  public init(from decoder: any Decoder) throws { id = try decoder.singleValueContainer().decode(String.self) }

  /// The name alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(id)
  }
}

/// That a folder is laid out in some way.
struct LayoutMatch {
  /// The match with the highest score is taken: 100 for a table whose columns only one data set has, 60 for folders with
  /// telling names, 50 for any table, 10 for folders with pictures.
  let score: Int
  /// What it was told by, as the end of "because".
  let reason: String
}

/// What a layout found.
struct Listing {
  /// An image with its label.
  struct Entry {
    /// Path from the data set's folder.
    var path: String
    var label: Label
    /// Whose it is, where the layout knows.
    var patient: String?
    var split: Split?
    var attributes = SampleAttributes()
    /// Path of the outline of its lungs.
    var outline: String?
  }

  var entries: [Entry] = []
  var ignored: [IgnoredFile: Int] = [:]
  /// Class folders found in each split, empty ones included, by the folder's name.
  var classFolders: [Split?: [String: Int]] = [:]
  var notes: [String] = []
  /// Which column was taken for what.
  var columns: [String: String] = [:]
  /// The findings that the layout knows, in its order; `nil` leaves them to the labels.
  var findings: [String]?
  /// What is told apart unless something else is asked for.
  var target: Target?

  /// Notes how many images of the table are not on disk, and how many on disk are not in the table.
  mutating func note(missing: Int, unlisted: Int, of rows: Int) {
    if missing > 0 { notes.append("\(missing) of the \(rows) images in the table are not here: left out.") }
    if unlisted > 0 { notes.append("\(unlisted) images are not in the table: left out.") }
  }
}
