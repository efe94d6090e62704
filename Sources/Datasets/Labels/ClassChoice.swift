/// Which labels make up which class: `NORMAL=normal|No Finding,PNEUMONIA=pneumonia|Viral Pneumonia`.
///
/// Labels that are in no class are left out. A label with a `/` is also a pattern over a label and the names of its
/// pictures, `BACTERIA=PNEUMONIA/*bacteria*`; what a pattern says of a picture goes before what its label says.
public struct ClassChoice: Sendable, Hashable {
  /// A class and the labels that belong to it; its own name always does.
  public struct Item: Sendable, Hashable {
    /// The class's name.
    public var name: String
    /// Labels of the data set.
    public var labels: [String]

    /// A class of your own.
    public init(name: String, labels: [String]) {
      self.name = name
      self.labels = labels
    }
  }

  /// The classes, in order.
  public let items: [Item]
  /// The patterns among each item's labels.
  private let patterns: [[PathPattern]]

  /// Classes of your own.
  ///
  /// - Throws: ``DataError/malformedClasses(_:)`` for fewer than two, a class twice, or a label in two classes.
  public init(_ items: [Item]) throws {
    var taken: [String: String] = [:]
    for item in items {
      for key in Set(([item.name] + item.labels).map(LabelName.key)) {
        guard !key.isEmpty, taken.updateValue(item.name, forKey: key) == nil else {
          throw DataError.malformedClasses("'\(key)' of \(item.name)")
        }
      }
    }
    guard items.count > 1 else { throw DataError.malformedClasses(items.first?.name ?? "") }
    self.items = items
    patterns = items.map { $0.labels.compactMap(PathPattern.init) }
  }

  /// Parses `CLASS=label|label,CLASS=label`.
  ///
  /// - Throws: ``DataError/malformedClasses(_:)``.
  public init(parsing text: String) throws {
    try self.init(
      text.split(separator: ",").map { part in
        let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
        guard let name = sides.first, !name.isEmpty else { throw DataError.malformedClasses(String(part)) }
        let labels = sides.count == 2 ? sides[1].split(separator: "|").map(\.trimmed) : []
        return Item(name: name, labels: labels)
      })
  }

  /// Names of the classes.
  public var names: [String] { items.map(\.name) }

  /// The class that a label belongs to, whatever its case or plural; `nil` if none.
  public func name(of label: String) -> String? { indices[LabelName.key(of: label)].map { items[$0].name } }

  /// The class whose patterns match a picture; `nil` if none's do.
  ///
  /// - Throws: ``DataError/pictureInSeveralClasses(path:classes:)``.
  func index(of label: Label, path: String) throws -> Int? {
    let found = items.indices.filter { index in patterns[index].contains { $0.matches(label: label, path: path) } }
    guard found.count < 2 else {
      throw DataError.pictureInSeveralClasses(path: path, classes: found.map { items[$0].name })
    }
    return found.first
  }

  /// Index of the class that each label's key belongs to.
  var indices: [String: Int] {
    Dictionary(
      items.enumerated().flatMap { index, item in
        ([item.name] + item.labels).map { (LabelName.key(of: $0), index) }
      }, uniquingKeysWith: { first, _ in first })
  }
}
