import Foundation

/// The COVID-19 image data collection of ieee8023 (Cohen et al., 2020).
///
/// `metadata.csv` has patient, finding and view; the pictures are in `images/`. Findings are ways through a tree: `Pneumonia/Viral/COVID-19` is all three.
struct COVIDTableLayout: Layout {
  let name = LayoutName("ieee8023_covid")
  let title = "COVID-19 image data collection"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    folder.table(with: "patientid", "finding", "view", "filename").map {
      LayoutMatch(score: 100, reason: "\($0.table.file) has the columns patientid, finding, view and filename")
    }
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    guard let head = folder.table(with: "patientid", "finding", "view", "filename") else { return Listing() }
    let table = try TableReading(head.url, options)
    let images = try ImageIndex(folder.url, file: table.file)
    let (image, finding) = (try table.required("filename"), try table.required("finding"))
    let modality = table.table.column("modality")
    var listing = table.listing(images)
    var (missing, others) = (0, 0)
    var lines: [String: Int] = [:]
    for row in table.rows {
      let name = try table.cell(row, image)
      if let first = lines.updateValue(row.line, forKey: name) {
        throw DataError.duplicateRow(file: table.file, path: name, lines: [first, row.line])
      }
      let isXray = modality.map { row.fields[$0].trimmed.lowercased() != "ct" } ?? true
      guard isXray, options.views.takes(table.value(row, .view)) else {
        others += 1
        continue
      }
      guard let path = try images.path(of: name, line: row.line) else {
        missing += 1
        continue
      }
      let text = row.fields[finding].trimmed
      let names = ["todo", "unknown"].contains(text.lowercased()) ? [] : text.split(separator: "/").map(\.trimmed)
      listing.entries.append(
        Listing.Entry(
          path: path, label: .findings(Findings(list: names)), patient: table.patient(row),
          attributes: table.attributes(row)))
    }
    if others > 0 { listing.notes.append("\(others) lateral views and CT slices left out.") }
    listing.note(
      missing: missing, unlisted: max(0, images.scan.paths.count - listing.entries.count - others), of: table.rows.count
    )
    return listing
  }
}
