import Foundation
import Radiograph
import Yams

extension RecipeCodec<Preprocessing> {
  /// The way from a picture to the model's input, with the keys that `Preprocessing` has in JSON.
  static let preprocessing = RecipeCodec(
    allowed: "keys and values",
    keys: [
      ("color", "how the picture is held: colours kept, or made grey first", "one of rgb, grayscale"),
      ("steps", "what is done to the picture, in order", "a list of steps"),
      ("mean", "mean of each input channel, pixels being 0 to 1", "a list of 1 or 3 numbers"),
      ("std", "standard deviation of each input channel", "a list of 1 or 3 numbers"),
      ("fast_decode", "decode large JPEGs smaller", "true or false"),
      (
        "dicom_levels",
        "grey of DICOM files: as the standard has it shown, or stored values from the lowest to the highest",
        "one of shown, stored"
      ),
    ].map { RecipeKey(name: $0, summary: $1, allowed: $2, standard: "", children: []) },
    read: { node, current, key in
      guard case .mapping(let entries) = node.content else { throw node.wrongType(key, "keys and values") }
      var merged = node
      if case .mapping(let standard)? = write(current)?.content {
        let rest = standard.filter { entry in !entries.contains { $0.key == entry.key } }
        merged.content = .mapping(entries + rest)
      }
      do {
        return try YAMLDecoder().decode(Preprocessing.self, from: merged.yaml())
      } catch let error as DecodingError {
        throw problem(error, in: merged, key: key)
      }
    }, write: write)

  @Sendable private static func write(_ value: Preprocessing) -> RecipeNode? {
    let encoder = JSONEncoder()
    // Ranks and resumed trainings compare recipes, which are the same text only in one order.
    encoder.outputFormatting = [.sortedKeys]
    guard let json = try? encoder.encode(value),
      let node = try? RecipeNode.parse(String(decoding: json, as: UTF8.self), location: { _ in .written }).unquoted,
      case .mapping(let entries) = node.content
    else { return nil }
    return .mapping(
      preprocessing.keys.compactMap { key in
        entries.first { $0.key == key.name }.map { ($0.key, $0.value) }
      })
  }

  /// The decoder's complaint, with the line on which its reason stands.
  private static func problem(_ error: DecodingError, in node: RecipeNode, key: String) -> RecipeError {
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
    case .keyNotFound(let missing, let found):
      let path = ([key] + found.codingPath.map(\.stringValue) + [missing.stringValue]).joined(separator: ".")
      return .wrongType(node.nearest(to: found.codingPath), key: path, expected: "there", found: "absent")
    @unknown default: return .malformed(node.location, problem: "\(error)")
    }
    return .malformed(node.nearest(to: context.codingPath), problem: "\(key): \(context.debugDescription)")
  }
}

extension RecipeNode {
  /// The place of the deepest value on a coding path that is there.
  fileprivate func nearest(to path: some Collection<any CodingKey>) -> RecipeLocation {
    guard let key = path.first else { return location }
    switch content {
    case .mapping(let entries):
      guard let entry = entries.first(where: { $0.key == key.stringValue }) else { return location }
      let deeper = entry.value.nearest(to: path.dropFirst())
      return path.count == 1 ? entry.location : deeper
    case .sequence(let items):
      guard let index = key.intValue, items.indices.contains(index) else { return location }
      return items[index].nearest(to: path.dropFirst())
    case .scalar:
      return location
    }
  }

  /// The same without quotes: what JSON quotes is a plain word in YAML.
  fileprivate var unquoted: RecipeNode {
    switch content {
    case .scalar(let text, _): .plain(text)
    case .sequence(let items): RecipeNode(.sequence(items.map(\.unquoted)))
    case .mapping(let entries): .mapping(entries.map { ($0.key, $0.value.unquoted) })
    }
  }
}
