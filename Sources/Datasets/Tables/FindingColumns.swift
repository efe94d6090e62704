/// A column for each finding, with 1, 0, -1 (not sure) or nothing.
struct FindingColumns {
  private let columns: [(name: String, index: Int)]
  private let file: String

  /// The findings of CheXpert's labeller, which MIMIC-CXR-JPG uses, too.
  static let cheXpert = [
    "No Finding", "Enlarged Cardiomediastinum", "Cardiomegaly", "Lung Opacity", "Lung Lesion", "Edema", "Consolidation",
    "Pneumonia", "Atelectasis", "Pneumothorax", "Pleural Effusion", "Pleural Other", "Fracture", "Support Devices",
  ]
  /// A device in the picture is no finding about the patient.
  private static let devices = "Support Devices"

  init(_ table: CSVTable, _ names: [String]) {
    file = table.file
    columns = names.compactMap { name in table.column(among: [name]).map { (name, $0) } }
  }

  /// Names of columns that hold nothing else than 1, 0, -1 and blanks in some lines.
  static func names(in table: CSVTable, except taken: [Int]) -> [String] {
    table.header.indices.filter { column in
      guard !taken.contains(column), !table.header[column].isEmpty else { return false }
      let values = table.rows.map { $0.fields[column].trimmed }
      return values.allSatisfy { $0.isEmpty || state($0) != nil } && values.contains { state($0) != nil }
    }.map { table.header[$0] }
  }

  /// The findings of a line.
  ///
  /// - Throws: ``DataError/unknownLabel(file:line:label:known:)``.
  func findings(_ row: CSVTable.Row) throws -> Findings {
    var findings = Findings()
    for (name, index) in columns {
      let text = row.fields[index].trimmed
      guard !text.isEmpty else { continue }
      guard let state = Self.state(text) else {
        throw DataError.unknownLabel(file: file, line: row.line, label: text, known: ["1", "0", "-1"])
      }
      switch state {
      case 1 where LabelName.isNegative(name): findings.isNormal = true
      case 1 where name != Self.devices: findings.present.insert(name)
      case -1 where !LabelName.isNegative(name) && name != Self.devices: findings.uncertain.insert(name)
      default: break
      }
    }
    if !findings.present.isEmpty { findings.isNormal = false }
    return findings
  }

  private static func state(_ text: String) -> Int? {
    switch text.lowercased() {
    case "1", "1.0", "true", "yes": 1
    case "0", "0.0", "false", "no": 0
    case "-1", "-1.0": -1
    default: nil
    }
  }
}
