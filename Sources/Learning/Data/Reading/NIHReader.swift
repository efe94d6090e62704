import Foundation

/// Reads NIH ChestX-ray14 (Wang et al., "ChestX-ray8", CVPR 2017): `Data_Entry_2017*.csv` and images in one or several
/// folders below the table's, split by the official `train_val_list.txt` and `test_list.txt` where they are there.
///
/// Often only a part of the 112,120 images is at hand: rows without an image are left out, and a note says how many.
struct NIHReader {
  private let table: URL
  private let target: NIHTarget
  private var root: URL { table.deletingLastPathComponent() }

  init(table: URL, target: NIHTarget) {
    self.table = table
    self.target = target
  }

  /// Whether a table is NIH's.
  static func reads(_ table: CSVTable) -> Bool {
    table.column("Image Index") != nil && table.column("Finding Labels") != nil
  }

  func read() throws -> Dataset {
    let scan = try ImageFileScan(root)
    let images = Dictionary(
      scan.paths.map { (Self.name($0), $0) }, uniquingKeysWith: { first, _ in first })
    let rows = try CSVTable(contentsOf: table)
    let lists = try OfficialLists(root)
    var samples: [Sample] = []
    var lines: [String: Int] = [:]
    var counts = (missing: 0, unlisted: 0)
    let columns = try Columns(rows)
    for row in rows.rows {
      let name = row.fields[columns.image]
      guard !name.isEmpty else {
        throw DataError.emptyCell(file: rows.file, line: row.line, column: rows.header[columns.image])
      }
      if let first = lines.updateValue(row.line, forKey: name) {
        throw DataError.duplicateRow(file: rows.file, path: name, lines: [first, row.line])
      }
      let findings = try findings(row.fields[columns.findings], file: rows.file, line: row.line)
      guard let path = images[name] else {
        counts.missing += 1
        continue
      }
      let split = lists?.split(of: name)
      if lists != nil, split == nil {
        counts.unlisted += 1
        continue
      }
      let patient = columns.patient.map { row.fields[$0] } ?? ""
      samples.append(
        Sample(
          url: root.appending(path: path), path: path, label: target.isPositive(findings) ? 1 : 0,
          patient: patient.isEmpty ? PatientIdentifier.facts(fileName: name).patient : patient, split: split,
          attributes: columns.attributes(row)))
    }
    return Dataset(
      classes: target.classes, samples: samples,
      provenance: Dataset.Provenance(
        layout: .nih, name: root.lastPathComponent, ignored: scan.ignored,
        notes: notes(rows: rows.rows.count, images: images.count, samples: samples.count, lists: lists, counts: counts))
    )
  }

  // MARK: - Parts

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The findings of `Effusion|Mass` or `No Finding`.
  private func findings(_ text: String, file: String, line: Int) throws -> Set<NIHFinding> {
    guard text != NIHFinding.none else { return [] }
    return try Set(
      text.split(separator: "|", omittingEmptySubsequences: false).map { name in
        guard let finding = NIHFinding(rawValue: String(name)) else {
          throw DataError.unknownLabel(
            file: file, line: line, label: String(name),
            known: [NIHFinding.none] + NIHFinding.allCases.map(\.rawValue))
        }
        return finding
      })
  }

  private func notes(
    rows: Int, images: Int, samples: Int, lists: OfficialLists?, counts: (missing: Int, unlisted: Int)
  ) -> [String] {
    var notes: [String] = []
    if counts.missing > 0 {
      notes.append("\(counts.missing) of the \(rows) images in the table are not here: left out.")
    }
    if counts.unlisted > 0 {
      notes.append("\(counts.unlisted) images are in neither official list: left out.")
    }
    let unlabelled = images - samples - counts.unlisted
    if unlabelled > 0 { notes.append("\(unlabelled) images are not in the table: left out.") }
    if lists != nil { notes.append("Split by the official train_val_list.txt and test_list.txt.") }
    return notes
  }

  /// Where the table has what.
  private struct Columns {
    let image: Int
    let findings: Int
    let patient: Int?
    let view: Int?
    let age: Int?
    let sex: Int?

    init(_ table: CSVTable) throws {
      guard let image = table.column("Image Index") else {
        throw DataError.missingColumn(file: table.file, column: "Image Index", present: table.header)
      }
      guard let findings = table.column("Finding Labels") else {
        throw DataError.missingColumn(file: table.file, column: "Finding Labels", present: table.header)
      }
      self.image = image
      self.findings = findings
      patient = table.column("Patient ID")
      view = table.column("View Position")
      age = table.column("Patient Age")
      sex = table.column("Patient Gender", "Patient Sex")
    }

    func attributes(_ row: CSVTable.Row) -> SampleAttributes {
      SampleAttributes(
        view: view.flatMap { row.fields[$0].nonEmpty }, age: age.flatMap { Age.years(row.fields[$0]) },
        sex: sex.flatMap { row.fields[$0].nonEmpty })
    }
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
      training = lists[0]
      test = lists[1]
    }

    func split(of name: String) -> Split? {
      test.contains(name) ? .test : training.contains(name) ? .train : nil
    }
  }
}
