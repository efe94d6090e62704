/// Markdown as it is written down, every text escaped.
struct MarkdownDocument {
  private var blocks: [String] = []

  /// The document.
  var text: String { blocks.joined(separator: "\n\n") + "\n" }

  mutating func heading(_ level: Int, _ text: String) {
    blocks.append(String(repeating: "#", count: level) + " " + MarkdownDocument.escaped(text))
  }

  mutating func paragraph(_ text: String) {
    blocks.append(MarkdownDocument.escaped(text))
  }

  /// A paragraph in bold.
  mutating func emphasized(_ text: String) {
    blocks.append("**\(MarkdownDocument.escaped(text))**")
  }

  mutating func list(_ items: [String]) {
    guard !items.isEmpty else { return }
    blocks.append(items.map { "- " + MarkdownDocument.escaped($0) }.joined(separator: "\n"))
  }

  /// A table; nothing where there are no rows.
  mutating func table(header: [String], rows: [[String]]) {
    guard !rows.isEmpty else { return }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let head = [line(header.map(MarkdownDocument.escaped)), line(header.map { _ in "---" })]
    blocks.append((head + rows.map { line($0.map(MarkdownDocument.escaped)) }).joined(separator: "\n"))
  }

  /// Escapes what Markdown or the HTML in it would act upon; a line stays one line.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": result += "\\\(character)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case _ where character.isNewline: result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
