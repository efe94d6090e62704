import Foundation

/// COVID-19 Radiography Database (Chowdhury et al., IEEE Access 2020): `CLASS/images/*.png` with `CLASS/masks/*.png`.
///
/// The masks are outlines of the lungs: they stay with their pictures, and are no pictures themselves.
struct COVIDRadiographyLayout: Layout {
  let name = LayoutName("covid_radiography")
  let title = "COVID-19 Radiography Database"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    let classes = classes(folder)
    guard classes.contains(where: { folder.folders(in: $0).contains("masks") }) else { return nil }
    return LayoutMatch(score: 60, reason: "its class folders have the folders images and masks")
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    var listing = Listing()
    var outlines = 0
    for name in classes(folder) {
      let place = folder.url.appending(path: name)
      let images = try ImageFileScan(place.appending(path: "images"))
      let hasMasks = FileStatus(place.appending(path: "masks"))?.isFolder == true
      let masks = hasMasks ? Set(try ImageFileScan(place.appending(path: "masks")).paths) : []
      listing.ignored.merge(images.ignored, uniquingKeysWith: +)
      listing.classFolders[nil, default: [:]][name] = images.paths.count
      for path in images.paths {
        let outline = masks.contains(path) ? "\(name)/masks/\(path)" : nil
        if outline != nil { outlines += 1 }
        listing.entries.append(
          Listing.Entry(path: "\(name)/images/\(path)", label: .name(name), outline: outline))
      }
    }
    listing.notes.append("\(outlines) masks are kept as outlines of the lungs, not read as pictures.")
    return listing
  }

  private func classes(_ folder: DataFolder) -> [String] {
    folder.folders.filter { folder.folders(in: $0).contains("images") }
  }
}
