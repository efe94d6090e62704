import Foundation

/// PadChest (Bustos et al., Medical Image Analysis 2020).
///
/// A table has a list of labels in a cell (`['pneumonia', 'cardiomegaly']`) and projections; pictures are PNGs of 16 bits. Lateral views are left out unless asked for.
struct PadChestLayout: Layout {
  let name = LayoutName("padchest")
  let title = "PadChest"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    folder.table(with: "ImageID", "Labels").map {
      LayoutMatch(score: 100, reason: "\($0.table.file) has the columns ImageID and Labels")
    }
  }

  /// Labels that say nothing about what is in the picture.
  private static let empty: Set<String> = ["unchanged", "exclude", "suboptimal study"]

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    guard let head = folder.table(with: "ImageID", "Labels") else { return Listing() }
    let table = try TableReading(head.url, options)
    let images = try ImageIndex(folder.url, file: table.file)
    let (image, labels) = (try table.required("ImageID"), try table.required("Labels"))
    let (birth, study) = (table.table.column("PatientBirth"), table.table.column("StudyDate_DICOM"))
    var listing = table.listing(images)
    var (missing, lateral) = (0, 0)
    var lines: [String: Int] = [:]
    for row in table.rows {
      let name = try table.cell(row, image)
      if let first = lines.updateValue(row.line, forKey: name) {
        throw DataError.duplicateRow(file: table.file, path: name, lines: [first, row.line])
      }
      guard options.views.takes(table.value(row, .view)) else {
        lateral += 1
        continue
      }
      guard let path = try images.path(of: name, line: row.line) else {
        missing += 1
        continue
      }
      var attributes = table.attributes(row)
      if let birth, let study, attributes.age == nil {
        attributes.age = Age.years(bornIn: row.fields[birth].trimmed, on: row.fields[study].trimmed)
      }
      let names = CellList.items(row.fields[labels]).filter { !Self.empty.contains($0) }
      listing.entries.append(
        Listing.Entry(
          path: path, label: .findings(Findings(list: names)), patient: table.patient(row),
          attributes: attributes))
    }
    if lateral > 0 { listing.notes.append("\(lateral) lateral views left out (--views all takes them).") }
    listing.columns["image"] = table.table.header[image]
    listing.columns["label"] = table.table.header[labels]
    listing.note(
      missing: missing, unlisted: max(0, images.scan.paths.count - listing.entries.count - lateral),
      of: table.rows.count)
    return listing
  }
}
