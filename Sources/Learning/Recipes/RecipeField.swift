/// A part of a recipe: a struct whose keys, types, ranges and explanations stand in one table.
///
/// The table is all there is: recipes are read, checked, overridden, written and documented by it.
protocol RecipeSection: Sendable, Equatable {
  /// The keys, in the order in which they are written.
  static var fields: [RecipeField<Self>] { get }
  /// The section with its defaults.
  init()
}

/// One key of a section: where its value is kept, how it is read and written, and what it means.
struct RecipeField<Root>: Sendable {
  /// The key, in snake case.
  let key: String
  /// What it means, in a sentence or less.
  let summary: String
  /// What values are allowed, in words.
  let allowed: String
  /// The keys below it.
  let children: [RecipeKey]
  /// Reads the value over the one that is there.
  let read: @Sendable (RecipeNode, inout Root, _ key: String) throws -> Void
  /// Writes the value; `nil` leaves the key out.
  let write: @Sendable (Root) -> RecipeNode?

  init<Value>(
    _ key: String, _ property: any WritableKeyPath<Root, Value> & Sendable, _ codec: RecipeCodec<Value>,
    _ summary: String
  ) {
    self.key = key
    self.summary = summary
    allowed = codec.allowed
    children = codec.keys
    read = { node, root, key in root[keyPath: property] = try codec.read(node, root[keyPath: property], key) }
    write = { codec.write($0[keyPath: property]) }
  }

  /// A key that is read in the light of others, which stand before it in the table.
  init(
    _ key: String, _ summary: String, allowed: String, children: [RecipeKey],
    read: @escaping @Sendable (RecipeNode, inout Root, String) throws -> Void,
    write: @escaping @Sendable (Root) -> RecipeNode?
  ) {
    self.key = key
    self.summary = summary
    self.allowed = allowed
    self.children = children
    self.read = read
    self.write = write
  }
}

/// A key and those below it, for finding keys and documenting them.
struct RecipeKey: Sendable {
  let name: String
  let summary: String
  let allowed: String
  let standard: String
  let children: [RecipeKey]
}

// MARK: - Reading and writing a section

extension RecipeSection {
  /// Reads a mapping over this section: keys that are not there keep their values.
  ///
  /// Keys are read in the order of the table, whatever their order in the file.
  ///
  /// - Throws: ``RecipeError``.
  mutating func read(_ node: RecipeNode, key: String = "") throws {
    guard case .mapping(let entries) = node.content else {
      throw RecipeError.wrongType(
        node.location, key: key.isEmpty ? "a recipe" : key, expected: "keys and values", found: node.kind)
    }
    let fields = Self.fields
    let path = { (name: String) in key.isEmpty ? name : "\(key).\(name)" }
    let known = fields.map(\.key)
    for entry in entries where !known.contains(entry.key) {
      throw RecipeError.unknownKey(
        entry.location, key: path(entry.key), suggestion: Spelling.nearest(to: entry.key, in: known), known: known)
    }
    for field in fields {
      if let value = node[field.key] { try field.read(value, &self, path(field.key)) }
    }
  }

  /// The section as a mapping.
  var node: RecipeNode {
    .mapping(Self.fields.compactMap { field in field.write(self).map { (field.key, $0) } })
  }

  /// The section's keys, with their defaults.
  static var keys: [RecipeKey] {
    let standard = Self()
    return fields.map { field in
      let value = field.write(standard)
      return RecipeKey(
        name: field.key, summary: field.summary, allowed: field.allowed,
        standard: value.flatMap { try? $0.yaml().trimmed } ?? "", children: field.children)
    }
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
