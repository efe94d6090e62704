/// How much it counts that two views of the same picture are read alike.
public struct ConsistencySection: RecipeSection {
  /// What the divergence of both predictions is multiplied by before it is added to the loss.
  public var weight = 1.0

  /// As much as the loss itself.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField(
        "weight", \.weight, .positive(upTo: 100), "factor of the divergence of both predictions, added to the loss")
    ]
  }
}
