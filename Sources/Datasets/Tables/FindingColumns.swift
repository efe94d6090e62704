/// A column for each finding, with 1, 0, -1 (not sure), `?` (unknown) or nothing.
struct FindingColumns {
  private let columns: [(name: String, index: Int, blankIsAbsent: Bool)]
  private let file: String

  /// The findings of CheXpert's labeller, which MIMIC-CXR-JPG uses, too.
  static let cheXpert = [
    "No Finding", "Enlarged Cardiomediastinum", "Cardiomegaly", "Lung Opacity", "Lung Lesion", "Edema", "Consolidation",
    "Pneumonia", "Atelectasis", "Pneumothorax", "Pleural Effusion", "Pleural Other", "Fracture", "Support Devices",
  ]
  /// A device in the picture is no finding about the patient.
  private static let devices = "Support Devices"

  /// The columns of some names, so far as they are there.
  ///
  /// - Parameter blankIsAbsent: Whether a blank says that the finding is not there, as CheXpert's not mentioned does
  ///   (Irvin et al., 2019); else it does in columns without any 0, and is unknown in all others.
  init(_ table: CSVTable, _ names: [String], blankIsAbsent: Bool = false) {
    file = table.file
    columns = names.compactMap { name in
      guard let index = table.column(among: [name]) else { return nil }
      let hasZeros = table.rows.contains { State($0.fields[index]) == .absent }
      return (name, index, blankIsAbsent || !hasZeros)
    }
  }

  /// The findings, in order: neither that there is none, nor devices.
  var names: [String] { columns.map(\.name).filter(Self.isFinding) }

  /// Names of columns that hold nothing else than 1, 0, -1, `?` and blanks, and not only the latter two.
  static func names(in table: CSVTable, except taken: [Int]) -> [String] {
    table.header.indices.filter { column in
      guard !taken.contains(column), !table.header[column].isEmpty else { return false }
      let states = table.rows.map { State($0.fields[column]) }
      return !states.contains(nil) && states.contains { $0 != .blank && $0 != .unknown }
    }.map { table.header[$0] }
  }

  /// The findings of a line.
  ///
  /// - Throws: ``DataError/unknownLabel(file:line:label:known:)``.
  func findings(_ row: CSVTable.Row) throws -> Findings {
    var findings = Findings()
    for (name, index, blankIsAbsent) in columns {
      guard let state = State(row.fields[index]) else {
        throw DataError.unknownLabel(
          file: file, line: row.line, label: row.fields[index].trimmed, known: ["1", "0", "-1"])
      }
      guard Self.isFinding(name) else {
        if state == .present, name != Self.devices { findings.isNormal = true }
        continue
      }
      switch state {
      case .present: findings.present.insert(name)
      case .uncertain: findings.uncertain.insert(name)
      case .absent: findings.absent.insert(name)
      case .unknown: findings.unknown.insert(name)
      case .blank: if !blankIsAbsent { findings.unknown.insert(name) }
      }
    }
    if findings.isNormal { findings.unknown = [] }
    if !findings.present.isEmpty { findings.isNormal = false }
    return findings
  }

  private static func isFinding(_ name: String) -> Bool { !LabelName.isNegative(name) && name != devices }

  /// What a cell says.
  private enum State {
    case present, absent, uncertain, unknown, blank

    /// `nil` for anything else.
    init?(_ cell: String) {
      switch cell.trimmed.lowercased() {
      case "1", "1.0", "true", "yes": self = .present
      case "0", "0.0", "false", "no": self = .absent
      case "-1", "-1.0": self = .uncertain
      case "?": self = .unknown
      case "": self = .blank
      default: return nil
      }
    }
  }
}
