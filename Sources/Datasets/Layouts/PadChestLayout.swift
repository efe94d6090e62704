import Foundation

/// PadChest (Bustos et al., Medical Image Analysis 2020): a table with a list of labels in a cell
/// (`['pneumonia', 'cardiomegaly']`), projections, and 16-bit PNGs. Lateral views are left out unless asked for.
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
      let names = CellList.items(row.fields[labels]).filter { !Self.empty.contains($0) }
      listing.entries.append(
        Listing.Entry(
          path: path, label: .findings(Findings(list: names)), patient: table.patient(row),
          attributes: table.attributes(row)))
    }
    if lateral > 0 { listing.notes.append("\(lateral) lateral views left out (--views all takes them).") }
    listing.columns["image"] = table.table.header[image]
    listing.columns["label"] = table.table.header[labels]
    listing.note(
      missing: missing, unlisted: max(0, images.scan.paths.count - listing.entries.count - lateral), of: table.rows.count)
    return listing
  }
}

/// A list in a cell of a table.
enum CellList {
  /// The items of `['a', 'b']` or `a|b`; one item where it is no list.
  static func items(_ cell: String) -> [String] {
    let text = cell.trimmed
    if text.hasPrefix("["), text.hasSuffix("]") {
      return text.dropFirst().dropLast().split(separator: ",").map { item in
        String(item.trimmed.drop { $0 == "'" || $0 == "\"" }.reversed().drop { $0 == "'" || $0 == "\"" }.reversed())
          .trimmed
      }.filter { !$0.isEmpty }
    }
    return text.split(separator: "|").map(\.trimmed).filter { !$0.isEmpty }
  }

  /// Whether a cell is a list of several items, or written as one.
  static func isList(_ cell: String) -> Bool { cell.utf8.contains(UInt8(ascii: "|")) || cell.trimmed.hasPrefix("[") }
}
