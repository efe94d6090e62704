import Foundation

/// `CLASS/*`: a folder for each class.
struct ClassFolders: Layout {
  let name = LayoutName("class_folders")
  let title = "one folder of class folders"
  static let score = 10

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    guard !folder.folders.isEmpty else { return nil }
    let holdsSplits = folder.folders.contains { name in folder.folders(in: name).contains { Split(name: $0) != nil } }
    return holdsSplits ? nil : LayoutMatch(score: Self.score, reason: "it has folders, and no table that is known")
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    var listing = Listing()
    try ClassFolderReader(root: folder.url).read(folder.url, prefix: "", split: nil, into: &listing)
    return listing
  }
}

/// `train|val|test/CLASS/*`: class folders for each split, as the paediatric pneumonia set has them.
struct SplitFolders: Layout {
  let name = LayoutName("split_folders")
  let title = "class folders in train, val and test folders"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    let splits = splits(folder)
    guard splits.contains(where: { !folder.folders(in: $0.value).isEmpty }) else { return nil }
    return LayoutMatch(
      score: 40, reason: "it has the folders \(splits.values.sorted().joined(separator: ", ")) with class folders")
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    var listing = Listing()
    for (split, name) in splits(folder).sorted(by: { $0.key < $1.key }) {
      let place = folder.url.appending(path: name)
      try ClassFolderReader(root: folder.url).read(place, prefix: name + "/", split: split, into: &listing)
    }
    return listing
  }

  private func splits(_ folder: DataFolder) -> [Split: String] {
    Dictionary(
      folder.folders.compactMap { name in Split(name: name).map { ($0, name) } }, uniquingKeysWith: { first, _ in first })
  }
}

/// Reads the class folders in a folder.
private struct ClassFolderReader {
  let root: URL

  func read(_ folder: URL, prefix: String, split: Split?, into listing: inout Listing) throws {
    for name in try ImageFileScan.names(in: folder) {
      let url = folder.appending(path: name)
      guard !ImageFileScan.isHidden(name) else {
        listing.ignored[.hidden, default: 0] += 1
        continue
      }
      guard FileStatus(url)?.isFolder == true else {
        listing.ignored[.notImage, default: 0] += 1
        continue
      }
      let scan = try ImageFileScan(url)
      listing.ignored.merge(scan.ignored, uniquingKeysWith: +)
      listing.classFolders[split, default: [:]][name] = scan.paths.count
      listing.entries += scan.paths.map {
        Listing.Entry(path: "\(prefix)\(name)/\($0)", label: .name(name), split: split)
      }
    }
  }
}
