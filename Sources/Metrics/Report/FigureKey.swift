/// A figure as a key of JSON.
struct FigureKey: CodingKey {
  let figure: Figure

  var stringValue: String { figure.rawValue }
  var intValue: Int? { nil }

  init(_ figure: Figure) { self.figure = figure }

  init?(stringValue: String) {
    guard let figure = Figure(rawValue: stringValue) else { return nil }
    self.figure = figure
  }

  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<FigureKey> {
  /// What stands beside each figure, left out where it is null or absent.
  func decodeFigures<Value: Decodable>() throws -> [Figure: Value] {
    var values: [Figure: Value] = [:]
    for figure in Figure.allCases {
      values[figure] = try decodeIfPresent(Value.self, forKey: FigureKey(figure))
    }
    return values
  }
}

extension KeyedEncodingContainer<FigureKey> {
  /// Writes a value for every figure, null where there is none.
  mutating func encodeFigures<Value: Encodable>(_ values: [Figure: Value]) throws {
    for figure in Figure.allCases { try encode(values[figure], forKey: FigureKey(figure)) }
  }
}
