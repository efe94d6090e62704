import Foundation

/// A header's value with its parameters: `value; name=token; name="quoted text"`.
public struct HeaderParameters: Sendable, Equatable {
  /// What stands before the first semicolon, in lower case.
  public let value: String
  /// The parameters under their names in lower case; the first of equal names counts.
  public let values: [String: String]

  /// Takes a header apart; what can't be understood is left out.
  public init(_ header: String) {
    var rest = header[...]
    let head = rest.prefix { $0 != ";" }
    value = head.trimmingCharacters(in: .whitespaces).lowercased()
    rest = rest[head.endIndex...]
    var values: [String: String] = [:]
    while rest.first == ";" {
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
      let name = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest[name.endIndex...]
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst()
      let text = rest.first == "\"" ? Self.quoted(&rest) : Self.token(&rest)
      let key = name.trimmingCharacters(in: .whitespaces).lowercased()
      if values[key] == nil { values[key] = text }
      rest = rest.drop { $0 != ";" }
    }
    self.values = values
  }

  private static func token(_ rest: inout Substring) -> String {
    let token = rest.prefix { $0 != ";" }
    rest = rest[token.endIndex...]
    return token.trimmingCharacters(in: .whitespaces)
  }

  private static func quoted(_ rest: inout Substring) -> String {
    rest = rest.dropFirst()
    var text = ""
    while let character = rest.popFirst(), character != "\"" {
      if character == "\\", let next = rest.popFirst() { text.append(next) } else { text.append(character) }
    }
    return text
  }
}
