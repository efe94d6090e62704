import Foundation

/// Every layout that is read, and how one is chosen.
enum LayoutCatalogue {
  static let all: [any Layout] = [
    NIHLayout(), RSNALayout(), CheXpertLayout(), VinDrLayout(), PadChestLayout(), MIMICLayout(), COVIDTableLayout(),
    COVIDRadiographyLayout(), SplitFolders(), TableLayout(), ClassFolders(),
  ]

  /// A layout and the folder that has it.
  struct Place {
    let layout: any Layout
    let folder: DataFolder
    let match: LayoutMatch
    /// The way from the folder that was given; empty if it is the same.
    var below = ""
  }

  /// How far below the folder that was given a data set is looked for.
  private static let maximumDepth = 3

  /// Tells how a folder (or a table) is laid out.
  ///
  /// - Throws: ``DataError/notFound(_:)``, ``DataError/noLayout(folder:found:)`` or what reading a header can throw.
  static func detect(_ url: URL, options: DatasetOptions) throws -> Place {
    guard let status = FileStatus(url) else { throw DataError.notFound(url.lastPathComponent) }
    let folder = try status.isFolder ? DataFolder(url) : DataFolder(table: url)
    if let place = try place(in: folder, options, depth: 0) { return place }
    if let packed = folder.files.first(where: { $0.lowercased().hasSuffix(".csv.gz") }) {
      throw DataError.compressedTable(packed)
    }
    throw DataError.noLayout(
      folder: url.lastPathComponent,
      found: status.isFolder ? Array((folder.folders + folder.files).sorted().prefix(8)) : [])
  }

  /// The best match of a folder, or of the one folder below it that has a better one.
  private static func place(in folder: DataFolder, _ options: DatasetOptions, depth: Int) throws -> Place? {
    var best: Place?
    for layout in all {
      guard let match = try layout.probe(folder, options), match.score > best?.match.score ?? 0 else { continue }
      best = Place(layout: layout, folder: folder, match: match)
    }
    if let best, best.match.score > ClassFolders.score { return best }
    guard depth < maximumDepth, folder.isFolder else { return best }
    var found: [Place] = []
    for name in folder.folders {
      guard let below = try? DataFolder(folder.url.appending(path: name)),
        var place = try place(in: below, options, depth: depth + 1)
      else { continue }
      place.below = place.below.isEmpty ? name : "\(name)/\(place.below)"
      found.append(place)
    }
    let sure = found.filter { $0.match.score > ClassFolders.score }
    if sure.count == 1 { return sure[0] }
    if sure.count > 1 {
      guard let top = sure.map(\.match.score).max(), case let tops = sure.filter({ $0.match.score == top }),
        tops.count == 1
      else { throw DataError.severalDataSets(folder: folder.name, found: sure.map(\.below)) }
      return tops[0]
    }
    // A wrapper: nothing but one folder, which has the class folders.
    if folder.folders.count == 1, let only = found.first { return only }
    return best
  }
}
