/// A piece of HTML or SVG as a tree, so that text is escaped by construction and tags always match.
///
/// ```swift
/// Markup("p", ["class": "note"]) { "Threshold ≥ 0.61 & more" }.text   // <p class="note">Threshold ≥ 0.61 &amp; more</p>
/// ```
public struct Markup: Sendable, Equatable {
  private indirect enum Node: Sendable, Equatable {
    case text(String)
    case element(name: String, attributes: [Attribute], children: [Markup])
    case style(String)
  }

  private struct Attribute: Sendable, Equatable {
    let name: String
    let value: String
  }

  private let node: Node

  private init(node: Node) {
    self.node = node
  }

  /// An element with its attributes in order; a `nil` value leaves the attribute out.
  public init(
    _ name: String, _ attributes: KeyValuePairs<String, (any AttributeValue)?> = [:],
    @MarkupBuilder content: () -> [Markup] = { [] }
  ) {
    let kept = attributes.compactMap { name, value in value.map { Attribute(name: name, value: $0.attributeText) } }
    node = .element(name: name, attributes: kept, children: content())
  }

  /// Plain text, escaped when it is written.
  public static func text(_ string: String) -> Markup {
    Markup(node: .text(string))
  }

  /// A `<style>` element.
  ///
  /// Its text is ours, never a user's: it is written as it stands.
  static func style(_ css: String) -> Markup {
    Markup(node: .style(css))
  }

  /// The markup as text, ready for an HTML file or an SVG file.
  public var text: String {
    var output = ""
    write(to: &output)
    return output
  }
}

// MARK: - Writing

extension Markup {
  /// Elements that HTML never closes.
  ///
  /// SVG has none of these names.
  private static let void: Set<String> = ["meta", "img", "br", "hr", "col"]

  /// SVG elements that seldom have content; HTML has none of these names, so `<path/>` is right in both.
  private static let leaves: Set<String> = ["path", "rect", "line", "circle", "image"]

  private func write(to output: inout String) {
    switch node {
    case .text(let string): Markup.escape(string, to: &output)
    case .style(let css): output += "<style>\(css)</style>"
    case .element(let name, let attributes, let children):
      output += "<\(name)"
      for attribute in attributes {
        output += " \(attribute.name)=\""
        Markup.escape(attribute.value, to: &output)
        output += "\""
      }
      if Markup.void.contains(name) {
        output += ">"
      } else if children.isEmpty && Markup.leaves.contains(name) {
        output += "/>"
      } else {
        output += ">"
        for child in children { child.write(to: &output) }
        output += "</\(name)>"
      }
    }
  }

  /// Escapes for text and for double-quoted attributes alike; characters that XML forbids become U+FFFD.
  private static func escape(_ string: String, to output: inout String) {
    for scalar in string.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      case "\t", "\n", "\r": output.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
      default: output.unicodeScalars.append(scalar)
      }
    }
  }
}
