import Foundation

/// NIH ChestX-ray14 (Wang et al., "ChestX-ray8", CVPR 2017): `Data_Entry_2017*.csv` and images in one or several folders
/// below, split by the official `train_val_list.txt` and `test_list.txt` where they are there.
struct NIHLayout: Layout {
  let name = LayoutName("nih_chestxray14")
  let title = "NIH ChestX-ray14"

  /// The fourteen findings, as the table writes them and in the paper's order.
  static let findings: [String] = [
    "Atelectasis", "Cardiomegaly", "Effusion", "Infiltration", "Mass", "Nodule", "Pneumonia", "Pneumothorax",
    "Consolidation", "Edema", "Emphysema", "Fibrosis", "Pleural_Thickening", "Hernia",
  ]
  private static let none = "No Finding"

  func probe(_ folder: DataFolder, _ options: DatasetOptions) throws -> LayoutMatch? {
    folder.table(with: "Image Index", "Finding Labels").map {
      LayoutMatch(score: 100, reason: "\($0.table.file) has the columns Image Index and Finding Labels")
    }
  }

  func read(_ folder: DataFolder, _ options: DatasetOptions) throws -> Listing {
    guard let head = folder.table(with: "Image Index", "Finding Labels") else { return Listing() }
    let table = try TableReading(head.url, options)
    let images = try ImageIndex(folder.url, file: table.file)
    let lists = try OfficialLists(folder.url)
    let image = try table.required("Image Index")
    let labels = try table.required("Finding Labels")
    var listing = table.listing(images)
    listing.findings = Self.findings
    var (missing, unofficial) = (0, 0)
    var known: [String: Label] = [:]
    var lines: [String: Int] = [:]
    for row in table.rows {
      let name = try table.cell(row, image)
      if let first = lines.updateValue(row.line, forKey: name) {
        throw DataError.duplicateRow(file: table.file, path: name, lines: [first, row.line])
      }
      let text = row.fields[labels]
      let label = try known[text] ?? .findings(findings(text, file: table.file, line: row.line))
      known[text] = label
      guard let path = try images.path(of: name, line: row.line) else {
        missing += 1
        continue
      }
      let split = lists?.split(of: name)
      guard lists == nil || split != nil else {
        unofficial += 1
        continue
      }
      listing.entries.append(
        Listing.Entry(
          path: path, label: label,
          patient: table.patient(row) ?? PatientIdentifier.facts(fileName: name).patient, split: split,
          attributes: table.attributes(row)))
    }
    listing.note(
      missing: missing, unlisted: images.scan.paths.count - listing.entries.count - unofficial, of: table.rows.count)
    if unofficial > 0 { listing.notes.append("\(unofficial) images are in neither official list: left out.") }
    if lists != nil { listing.notes.append("Split by the official train_val_list.txt and test_list.txt.") }
    return listing
  }

  /// The findings of `Effusion|Mass` or `No Finding`.
  private func findings(_ text: String, file: String, line: Int) throws -> Findings {
    guard text.trimmed != Self.none else { return Findings(isNormal: true) }
    let names = text.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
    for name in names where !Self.findings.contains(name) {
      throw DataError.unknownLabel(file: file, line: line, label: name, known: [Self.none] + Self.findings)
    }
    return Findings(present: Set(names))
  }

  /// The official lists of file names.
  private struct OfficialLists {
    private let training: Set<String>
    private let test: Set<String>

    /// `nil` unless both lists are there.
    init?(_ folder: URL) throws {
      let urls = ["train_val_list.txt", "test_list.txt"].map { folder.appending(path: $0) }
      guard urls.allSatisfy({ FileStatus($0)?.isFile == true }) else { return nil }
      let lists = try urls.map { url in
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
          throw DataError.unreadable(name: url.lastPathComponent, reason: "it is not text")
        }
        return Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
      }
      (training, test) = (lists[0], lists[1])
    }

    func split(of name: String) -> Split? {
      test.contains(name) ? .test : training.contains(name) ? .train : nil
    }
  }
}
