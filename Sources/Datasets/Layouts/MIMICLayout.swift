import Foundation

/// MIMIC-CXR-JPG (Johnson et al., 2019): `mimic-cxr-2.0.0-chexpert.csv` with findings of studies, `…-metadata.csv` with the
/// images of a study and their views, `…-split.csv`, and `files/p10/p10000032/s50414267/DICOMID.jpg`.
struct MIMICLayout: Layout {
  let name = LayoutName("mimic_cxr_jpg")
  let title = "MIMIC-CXR-JPG"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    let packed = folder.files.first { $0.lowercased().hasPrefix("mimic-cxr") && $0.lowercased().hasSuffix(".csv.gz") }
    let parts = ["chexpert", "metadata"]
    let plain = parts.filter { part in folder.tables.contains { $0.table.file.lowercased().contains(part) } }
    if let packed, plain.count < parts.count { throw DataError.compressedTable(packed) }
    guard folder.table(with: "subject_id", "study_id", "No Finding") != nil,
      folder.table(with: "dicom_id", "study_id", "ViewPosition") != nil
    else { return nil }
    return LayoutMatch(score: 100, reason: "it has MIMIC-CXR's tables of labels and metadata")
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    guard let labelHead = folder.table(with: "subject_id", "study_id", "No Finding"),
      let metaHead = folder.table(with: "dicom_id", "study_id", "ViewPosition")
    else { return Listing() }
    let labels = try TableReading(labelHead.url, options)
    let columns = FindingColumns(labels.table, FindingColumns.cheXpert, blankIsAbsent: true)
    let labelStudy = try labels.required("study_id")
    var findings: [String: Findings] = [:]
    for row in labels.rows { findings[try labels.cell(row, labelStudy)] = try columns.findings(row) }
    let splits = try splits(folder, options)
    let table = try TableReading(metaHead.url, options)
    let images = try ImageIndex(folder.url, file: table.file)
    let (image, study) = (try table.required("dicom_id"), try table.required("study_id"))
    let view = try table.required("ViewPosition")
    var listing = table.listing(images)
    listing.findings = columns.names
    var (missing, lateral, unlabelled) = (0, 0, 0)
    for row in table.rows {
      let name = try table.cell(row, image)
      guard options.views.takes(row.fields[view].trimmed) else {
        lateral += 1
        continue
      }
      guard let path = try images.path(of: name, line: row.line) else {
        missing += 1
        continue
      }
      guard let found = findings[try table.cell(row, study)] else {
        unlabelled += 1
        continue
      }
      listing.entries.append(
        Listing.Entry(
          path: path, label: .findings(found), patient: table.patient(row), split: splits[name],
          attributes: table.attributes(row)))
    }
    if lateral > 0 { listing.notes.append("\(lateral) lateral views left out (--views all takes them).") }
    if unlabelled > 0 { listing.notes.append("\(unlabelled) images of studies without labels: left out.") }
    let listed = listing.entries.count + lateral + unlabelled
    listing.note(missing: missing, unlisted: max(0, images.scan.paths.count - listed), of: table.rows.count)
    return listing
  }

  /// The official split of each image, where that table is there.
  private func splits(_ folder: DataFolder, _ options: DatasetOptions) throws -> [String: Split] {
    guard let head = folder.table(with: "dicom_id", "split") else { return [:] }
    let table = try TableReading(head.url, options)
    let image = try table.required("dicom_id")
    var splits: [String: Split] = [:]
    for row in table.rows { splits[try table.cell(row, image)] = try table.split(row) }
    return splits
  }
}
