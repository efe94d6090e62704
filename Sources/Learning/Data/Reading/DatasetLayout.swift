public import Foundation

/// How the images of a data set lie on disk and where their labels stand.
public enum DatasetLayout: Sendable, Equatable {
  /// `train|val|test/CLASS/*`
  case splitFolders([Split: URL])
  /// `CLASS/*`
  case classFolders
  /// NIH ChestX-ray14: the table `Data_Entry_2017*.csv` and images in one or several folders.
  case nih(table: URL)
  /// A CSV file with the columns `path` and `label`, and perhaps `patient` and `split`.
  case table(URL)

  /// The kind of layout, without what was found.
  public enum Kind: String, Sendable, Hashable, Codable {
    case splitFolders = "split_folders"
    case classFolders = "class_folders"
    case nih = "nih_chestxray14"
    case table = "csv"

    /// The layout in words.
    public var name: String {
      switch self {
      case .splitFolders: "class folders in train, val and test folders"
      case .classFolders: "one folder of class folders"
      case .nih: "NIH ChestX-ray14"
      case .table: "CSV table"
      }
    }
  }

  /// The kind of layout.
  public var kind: Kind {
    switch self {
    case .splitFolders: .splitFolders
    case .classFolders: .classFolders
    case .nih: .nih
    case .table: .table
    }
  }
}

// MARK: - Detection

extension DatasetLayout {
  /// Tells how a folder (or a CSV file) is laid out.
  ///
  /// A table wins over folders, because it may know patients and splits that folders can't tell.
  ///
  /// - Throws: ``DataError/notFound(_:)``, ``DataError/noLayout(folder:found:)`` or what reading a header can throw.
  public static func detect(_ url: URL) throws -> DatasetLayout {
    guard let status = FileStatus(url) else { throw DataError.notFound(url.lastPathComponent) }
    if status.isFile {
      guard let layout = try layout(ofTable: url) else {
        throw DataError.noLayout(folder: url.lastPathComponent, found: [])
      }
      return layout
    }
    let names = try ImageFileScan.names(in: url).filter { !ImageFileScan.isHidden($0) }
    let folders = names.filter { FileStatus(url.appending(path: $0))?.isFolder == true }
    let tables = try names.filter { $0.lowercased().hasSuffix(".csv") }
      .compactMap { try layout(ofTable: url.appending(path: $0)) }
    if let nih = tables.first(where: { $0.kind == .nih }) { return nih }
    if tables.count == 1, let table = tables.first { return table }
    let splits = Dictionary(
      folders.compactMap { name in Split(name: name).map { ($0, url.appending(path: name)) } },
      uniquingKeysWith: { first, _ in first })
    if !splits.isEmpty { return .splitFolders(splits) }
    let isOneTooHigh = try folders.contains { name in
      try ImageFileScan.names(in: url.appending(path: name)).contains { Split(name: $0) != nil }
    }
    guard !folders.isEmpty, !isOneTooHigh else {
      throw DataError.noLayout(folder: url.lastPathComponent, found: Array(names.prefix(8)))
    }
    return .classFolders
  }

  /// What a CSV file is; `nil` if its header is neither NIH's nor the generic one.
  private static func layout(ofTable url: URL) throws -> DatasetLayout? {
    guard let handle = try? FileHandle(forReadingFrom: url) else {
      throw DataError.unreadable(name: url.lastPathComponent, reason: "permission denied or a disk error")
    }
    let start = try handle.read(upToCount: 64 << 10) ?? Data()
    let line = start.prefix { $0 != UInt8(ascii: "\n") }
    guard let header = try? CSVTable([UInt8](line), file: url.lastPathComponent) else { return nil }
    if NIHReader.reads(header) { return .nih(table: url) }
    return TableReader.reads(header) ? .table(url) : nil
  }
}
