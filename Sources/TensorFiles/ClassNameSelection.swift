/// Finding the names of classes in what a pickle describes.
extension Pickle {
  /// The keys under which training programs keep the classes' names, in the order they are tried.
  private static let classKeys = ["class_to_idx", "idx_to_class", "classes", "class_names", "labels"]

  /// The most classes that are read.
  private static let classLimit = 10_000

  /// The classes in the order of the network's outputs: a list of names, or a dictionary from names to indices or back;
  /// nil where none of the usual keys has one.
  func classNames() -> [String]? {
    guard case .dictionary(let top) = root else { return nil }
    for key in Self.classKeys {
      if let names = heap.value(key, in: top).flatMap(classNames), !names.isEmpty { return names }
    }
    return nil
  }

  private func classNames(_ value: PickleValue) -> [String]? {
    switch value {
    case .list(let index): names(heap.lists[index])
    case .tuple(let index): names(heap.tuples[index])
    case .dictionary(let index): names(heap.dictionaries[index])
    default: nil
    }
  }

  private func names(_ values: [PickleValue]) -> [String]? {
    guard values.count <= Self.classLimit else { return nil }
    let names = values.compactMap { if case .string(let name) = $0 { name } else { nil } }
    return names.count == values.count ? names : nil
  }

  /// The names by their indices, which must be 0 up to their number.
  private func names(_ entries: [(key: PickleValue, value: PickleValue)]) -> [String]? {
    guard entries.count <= Self.classLimit else { return nil }
    var names: [Int: String] = [:]
    for entry in entries {
      switch (entry.key, entry.value) {
      case (.string(let name), .integer(let index)), (.integer(let index), .string(let name)): names[index] = name
      default: return nil
      }
    }
    let ordered = names.keys.sorted()
    return ordered == Array(0..<entries.count) ? ordered.compactMap { names[$0] } : nil
  }
}
