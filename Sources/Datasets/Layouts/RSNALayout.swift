import Foundation

/// RSNA Pneumonia Detection Challenge (2018): `stage_2_train_labels.csv` with a line for each box, `patientId.dcm`, and
/// `stage_2_detailed_class_info.csv`, which tells normal lungs from those with something else.
///
/// Findings are `Pneumonia` (Target 1) and `Abnormal` (not normal, but no opacity either).
struct RSNALayout: Layout {
  let name = LayoutName("rsna_pneumonia")
  let title = "RSNA Pneumonia"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    folder.table(with: "patientId", "Target").map {
      LayoutMatch(score: 100, reason: "\($0.table.file) has the columns patientId and Target")
    }
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    guard let head = folder.table(with: "patientId", "Target") else { return Listing() }
    let table = try TableReading(head.url, options)
    let images = try ImageIndex(folder.url, file: table.file)
    let (patient, target) = (try table.required("patientId"), try table.required("Target"))
    let details = try details(folder, options)
    var isPositive: [String: Bool] = [:]
    var order: [(patient: String, line: Int)] = []
    for row in table.rows {
      let name = try table.cell(row, patient)
      let value = try table.cell(row, target)
      guard value == "0" || value == "1" else {
        throw DataError.unknownLabel(file: table.file, line: row.line, label: value, known: ["0", "1"])
      }
      if isPositive[name] == nil { order.append((name, row.line)) }
      isPositive[name] = (isPositive[name] ?? false) || value == "1"
    }
    var listing = table.listing(images)
    var missing = 0
    for (patient, line) in order {
      guard let path = try images.path(of: patient, line: line) else {
        missing += 1
        continue
      }
      let findings: Findings =
        if isPositive[patient] == true {
          Findings(present: ["Pneumonia"])
        } else if details[patient].map({ LabelName.isNegative($0) }) ?? true {
          Findings(isNormal: true)
        } else {
          Findings(present: ["Abnormal"])
        }
      listing.entries.append(Listing.Entry(path: path, label: .findings(findings), patient: patient))
    }
    listing.columns = ["image": "patientId", "label": "Target", "patient": "patientId"]
    listing.target = .finding("Pneumonia")
    listing.note(missing: missing, unlisted: images.scan.paths.count - listing.entries.count, of: order.count)
    return listing
  }

  /// The detailed class of each patient, where that table is there.
  private func details(_ folder: DataFolder, _ options: DatasetOptions) throws -> [String: String] {
    guard let head = folder.table(with: "patientId", "class") else { return [:] }
    let table = try TableReading(head.url, options)
    let (patient, name) = (try table.required("patientId"), try table.required("class"))
    return Dictionary(
      table.rows.map { ($0.fields[patient].trimmed, $0.fields[name].trimmed) }, uniquingKeysWith: { first, _ in first })
  }
}
