/// Collects the children of a `Markup` element; strings become escaped text.
@resultBuilder
public enum MarkupBuilder {
  /// A child element.
  public static func buildExpression(_ markup: Markup) -> [Markup] { [markup] }

  /// Several children.
  public static func buildExpression(_ markup: [Markup]) -> [Markup] { markup }

  /// A child that may be absent.
  public static func buildExpression(_ markup: Markup?) -> [Markup] { markup.map { [$0] } ?? [] }

  /// Text.
  public static func buildExpression(_ string: String) -> [Markup] { [.text(string)] }

  /// The children in order.
  public static func buildBlock(_ parts: [Markup]...) -> [Markup] { parts.flatMap { $0 } }

  /// An `if` without `else`.
  public static func buildOptional(_ part: [Markup]?) -> [Markup] { part ?? [] }

  /// The first branch of an `if` or `switch`.
  public static func buildEither(first: [Markup]) -> [Markup] { first }

  /// The second branch of an `if` or `switch`.
  public static func buildEither(second: [Markup]) -> [Markup] { second }

  /// A `for` loop.
  public static func buildArray(_ parts: [[Markup]]) -> [Markup] { parts.flatMap { $0 } }
}
