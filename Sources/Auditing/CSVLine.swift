/// Lines of the tables that are made of the store (RFC 4180).
enum CSVLine {
  /// A line of fields, ended by CR LF.
  static func text(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\r\n" }

  /// A text that others may have chosen, with an apostrophe before it where a spreadsheet would take it for a formula.
  static func harmless(_ text: String) -> String {
    text.first.map { "=+-@\t\r".contains($0) } == true && Double(text) == nil ? "'" + text : text
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
