/// What can stand as an attribute of a `Markup` element.
public protocol AttributeValue: Sendable {
  /// The value as it is written, before escaping.
  var attributeText: String { get }
}

extension String: AttributeValue {
  /// The string itself.
  public var attributeText: String { self }
}

extension Int: AttributeValue {
  /// Decimal digits.
  public var attributeText: String { String(self) }
}

extension Double: AttributeValue {
  /// At most two decimals, enough for coordinates in pixels; 0 where the value is not finite.
  public var attributeText: String { isFinite ? NumberText.short(self, decimals: 2) : "0" }
}
