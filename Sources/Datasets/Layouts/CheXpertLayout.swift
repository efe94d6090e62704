import Foundation

/// CheXpert (Irvin et al., AAAI 2019).
///
/// `train.csv` and `valid.csv` have paths, a column for each finding, and -1 where the report was not sure. Lateral views are left out unless asked for.
struct CheXpertLayout: Layout {
  let name = LayoutName("chexpert")
  let title = "CheXpert"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    folder.table(with: "Path", "Frontal/Lateral", "No Finding").map {
      LayoutMatch(score: 100, reason: "\($0.table.file) has the columns Path, Frontal/Lateral and No Finding")
    }
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    var result: Listing?
    let heads = folder.tables.filter { $0.has("Path", "Frontal/Lateral", "No Finding") }
    var (missing, lateral, rows) = (0, 0, 0)
    var index: ImageIndex?
    for head in heads {
      let table = try TableReading(head.url, options)
      let images = try index ?? ImageIndex(folder.url, file: table.file)
      index = images
      var listing = result ?? table.listing(images)
      let findings = FindingColumns(table.table, FindingColumns.cheXpert, blankIsAbsent: true)
      listing.findings = findings.names
      let (image, plane) = (try table.required("Path"), try table.required("Frontal/Lateral"))
      let split = Split(name: FileName.stem(of: table.file).replacing(".csv", with: ""))
      var lines: [String: Int] = [:]
      for row in table.rows {
        rows += 1
        let name = try table.cell(row, image)
        guard options.views.takes(row.fields[plane].trimmed) else {
          lateral += 1
          continue
        }
        if let first = lines.updateValue(row.line, forKey: name) {
          throw DataError.duplicateRow(file: table.file, path: name, lines: [first, row.line])
        }
        guard let path = try images.path(of: name, line: row.line) else {
          missing += 1
          continue
        }
        let patient = name.split(separator: "/").first { $0.hasPrefix("patient") }.map(String.init)
        var attributes = table.attributes(row)
        attributes.view = attributes.view ?? row.fields[plane].trimmed
        listing.entries.append(
          Listing.Entry(
            path: path, label: .findings(try findings.findings(row)), patient: patient, split: split,
            attributes: attributes))
      }
      result = listing
    }
    guard var listing = result, let index else { return Listing() }
    // One table is no split: it is only called `train.csv`.
    if heads.count == 1 { listing.entries = listing.entries.map { $0.moved(to: nil) } }
    if lateral > 0 { listing.notes.append("\(lateral) lateral views left out (--views all takes them).") }
    listing.note(
      missing: missing, unlisted: index.scan.paths.count - listing.entries.count - lateral, of: rows)
    return listing
  }
}

extension Listing.Entry {
  /// The same entry in another split.
  func moved(to split: Split?) -> Self {
    var entry = self
    entry.split = split
    return entry
  }
}
