/// A figure as a key of JSON.
struct FigureKey<Name: RawRepresentable<String> & CaseIterable & Hashable & Sendable>: CodingKey {
  let figure: Name

  var stringValue: String { figure.rawValue }
  var intValue: Int? { nil }

  init(_ figure: Name) { self.figure = figure }

  init?(stringValue: String) {
    guard let figure = Name(rawValue: stringValue) else { return nil }
    self.figure = figure
  }

  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer {
  /// What stands beside each figure, left out where it is null or absent.
  func decodeFigures<Name, Value: Decodable>() throws -> [Name: Value] where Key == FigureKey<Name> {
    var values: [Name: Value] = [:]
    for figure in Name.allCases {
      values[figure] = try decodeIfPresent(Value.self, forKey: FigureKey(figure))
    }
    return values
  }
}

extension KeyedEncodingContainer {
  /// Writes a value for every figure, null where there is none.
  mutating func encodeFigures<Name, Value: Encodable>(_ values: [Name: Value]) throws where Key == FigureKey<Name> {
    for figure in Name.allCases { try encode(values[figure], forKey: FigureKey(figure)) }
  }
}
