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
