/// One kind of several that a value may be of, with keys of its own.
struct RecipeKind<Value: Sendable>: Sendable {
  let name: String
  let keys: [RecipeKey]
  /// Reads the keys over the value that is there, if that is of this kind, else over the kind's defaults.
  let read: @Sendable (RecipeNode, _ current: Value, _ key: String) throws -> Value
  /// Writes the keys; `nil` if the value is of another kind.
  let write: @Sendable (Value) -> RecipeNode?

  init<Section: RecipeSection>(
    _ name: String, _ wrap: @escaping @Sendable (Section) -> Value, _ unwrap: @escaping @Sendable (Value) -> Section?
  ) {
    self.name = name
    keys = Section.keys
    read = { node, current, key in
      var section = unwrap(current) ?? Section()
      try section.read(node, key: key)
      return wrap(section)
    }
    write = { unwrap($0)?.node }
  }
}

extension RecipeCodec where Value: Sendable {
  /// A mapping whose `kind` says which other keys it may have.
  static func kinds(_ kinds: [RecipeKind<Value>]) -> RecipeCodec {
    let names = kinds.map(\.name)
    let allowed = "kind: \(names.joined(separator: ", ")), with the keys of that kind"
    let kindKey = RecipeKey(
      name: "kind", summary: "which one", allowed: "one of \(names.joined(separator: ", "))", standard: "",
      children: [])
    return RecipeCodec(
      allowed: allowed,
      keys: [kindKey]
        + kinds.flatMap { kind in
          kind.keys.map { key in
            RecipeKey(
              name: key.name, summary: "\(key.summary) (\(kind.name))", allowed: key.allowed, standard: key.standard,
              children: [])
          }
        },
      read: { node, current, key in
        guard case .mapping(let entries) = node.content else { throw node.wrongType(key, allowed) }
        let rest = RecipeNode(.mapping(entries.filter { $0.key != "kind" }), at: node.location)
        let word = RecipeCodec<String>.word(names, from: { names.contains($0) ? $0 : nil }, to: { $0 })
        let name = try node["kind"].map { try word.read($0, "", "\(key).kind") }
        guard let kind = kinds.first(where: { name == nil ? $0.write(current) != nil : $0.name == name }) else {
          throw node.wrongType(key, allowed)
        }
        return try kind.read(rest, current, key)
      },
      write: { value in
        for kind in kinds {
          guard case .mapping(let entries)? = kind.write(value)?.content else { continue }
          return .mapping([("kind", .plain(kind.name))] + entries.map { ($0.key, $0.value) })
        }
        return nil
      })
  }
}
