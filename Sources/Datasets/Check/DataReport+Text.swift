import Foundation
import Metrics

extension DataReport {
  /// The report for people.
  public var text: String {
    let parts = [heading, table, pictures, leaks, unreadableText, passedOver, verdict]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// Lines of a list that are shown; JSON has all.
  private static let shown = 10

  private var heading: String {
    var line = "\(name): \(layout.title), \(count(images, "image")) of \(count(patients, "patient"))"
    if let task { line += ", \(task.rawValue)" }
    if let positiveClass, task != .multilabel { line += ", positive class \(positiveClass)" }
    var understood: [String] = []
    if !layoutReason.isEmpty { understood.append("read so because \(layoutReason)") }
    if !columns.isEmpty {
      let list = columns.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      understood.append("columns: \(list.joined(separator: ", "))")
    }
    understood.append("patients by \(patientsFrom)")
    return ([line] + understood + notes).joined(separator: "\n")
  }

  private var table: String { task == .multilabel ? findingTable : classTable }

  /// A line for each finding, and for the images; columns of those with it, without it and unknown in each split.
  private var findingTable: String {
    let splits = Self.order.filter { counts[$0] != nil }
    let head = ["finding"] + splits.flatMap { ["\($0)", "without", "unknown"] }
    let rows = classes.map { name in
      [name]
        + splits.flatMap { split in
          [counts, negatives ?? [:], unknown ?? [:]].map { "\($0[split]?[name] ?? 0)" }
        }
    }
    let sums = [("images", imagesPerSplit ?? [:]), ("patients", patientsPerSplit)].map { title, sums in
      [title] + splits.flatMap { ["\(sums[$0] ?? 0)", "", ""] }
    }
    return Self.aligned([head] + rows + sums)
  }

  private static let order = Split.allCases.map(\.rawValue) + ["all"]

  private var classTable: String {
    let rows = Self.order.compactMap { split -> [String]? in
      guard let counts = counts[split] else { return nil }
      return [split] + classes.map { "\(counts[$0] ?? 0)" }
        + ["\(counts.values.reduce(0, +))", "\(patientsPerSplit[split] ?? 0)"]
    }
    return Self.aligned([["split"] + classes + ["images", "patients"]] + rows)
  }

  private var pictures: String {
    guard let width, let height else { return "" }
    var lines = [
      "width \(width.min) to \(width.max), median \(width.median); "
        + "height \(height.min) to \(height.max), median \(height.median)",
      "formats \(Self.list(formats)); bits \(Self.list(bitDepths)); \(Self.list(colors))",
    ]
    if !modalities.isEmpty { lines.append("modalities \(Self.list(modalities))") }
    if !views.isEmpty { lines.append("views \(Self.list(views))") }
    return lines.joined(separator: "\n")
  }

  private var leaks: String {
    [
      section("\(count(sharedPatients.count, "patient")) in more than one split", sharedPatients.map(Self.line)),
      section("\(count(exactDuplicates.count, "group")) of identical files", exactDuplicates.map(Self.line)),
      section("\(count(nearDuplicates.count, "pair")) of nearly identical images", nearDuplicates.map(Self.line)),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var unreadableText: String {
    section("\(count(unreadable.count, "unreadable image"))", unreadable.map { "\($0.file): \($0.reason)" })
  }

  private var passedOver: String {
    guard !ignored.isEmpty else { return "" }
    let reasons = ignored.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.phrase)" }
    return "passed over: \(reasons.joined(separator: ", "))"
  }

  private var verdict: String {
    let speed = imagesPerSecond.map { String(format: ", %.0f images/s", $0) } ?? ""
    let end = String(format: "checked in %.1f s", seconds) + speed + "; fingerprint \(fingerprint.prefix(16))"
    let leaks = !sharedPatients.isEmpty || (exactDuplicates + nearDuplicates).contains(where: \.acrossSplits)
    guard !isUsable else {
      return "fit for training\(leaks ? ", but what is in more than one split flatters the figures" : "")\n\(end)"
    }
    return (["not fit for training:"] + problems.map { "  \($0)" } + [end]).joined(separator: "\n")
  }

  // MARK: - Lines

  private func section(_ title: String, _ lines: [String]) -> String {
    guard !lines.isEmpty else { return "" }
    let rest = lines.count - Self.shown
    return ([title + ":"] + lines.prefix(Self.shown).map { "  \($0)" } + (rest > 0 ? ["  … and \(rest) more"] : []))
      .joined(separator: "\n")
  }

  private static func line(_ shared: SharedPatient) -> String {
    let images = shared.images.sorted { $0.key < $1.key }.map { "\($0.value) in \($0.key.rawValue)" }
    return "\(shared.patient): \(images.joined(separator: ", "))"
  }

  private static func line(_ duplicates: DuplicateImages) -> String {
    let marks = [
      duplicates.acrossSplits ? "different splits" : nil, duplicates.acrossClasses ? "different classes" : nil,
      duplicates.acrossPatients ? "different patients" : nil,
    ].compactMap(\.self)
    return duplicates.files.joined(separator: " = ") + (marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))")
  }

  private static func list(_ tally: [String: Int]) -> String {
    tally.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
      .map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// Columns of equal width, the first to the left, the others to the right.
  private static func aligned(_ rows: [[String]]) -> String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).enumerated().map { index, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return index == 0 ? cell.0 + padding : padding + cell.0
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
