import Foundation

/// Reads the class folders in a folder.
struct ClassFolderReader {
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
