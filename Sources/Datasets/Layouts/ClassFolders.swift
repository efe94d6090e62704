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
