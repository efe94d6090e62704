import Foundation

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
      folder.folders.compactMap { name in Split(name: name).map { ($0, name) } },
      uniquingKeysWith: { first, _ in first })
  }
}
