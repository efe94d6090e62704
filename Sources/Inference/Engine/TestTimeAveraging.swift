public import Bundles

/// How often a network looks at each picture, where the mean of several looks is wanted.
public struct TestTimeAveraging: Sendable, Equatable {
  /// Whether each picture's mirror image has a say; see ``FlipAveraging``.
  public var flip: Bool
  /// Views of each picture; see ``ViewAveraging``.
  public var views: Int
  /// Passes through the head with inputs dropped; none are dropped where nil; see ``DropoutAveraging``.
  public var dropoutPasses: Int?

  /// A way to average; by default each picture is looked at once.
  public init(flip: Bool = false, views: Int = 1, dropoutPasses: Int? = nil) {
    self.flip = flip
    self.views = views
    self.dropoutPasses = dropoutPasses
  }

  /// One look at each picture.
  public static let none = TestTimeAveraging()
}

extension ModelBundle {
  /// The engine of a bundle: that of its network, or of its members' networks together.
  ///
  /// - Parameters:
  ///   - averaging: Looks at each picture that are averaged.
  ///   - head: Reads the head of a bundle that is one network, where inputs of it are to be dropped.
  ///   - network: Makes the engine of a bundle that is one network.
  /// - Throws: what `head` and `network` throw; `InferenceError.invalidOption`, `.noDropout` where the network can't be
  ///   looked at in that way; `InferenceError` where networks don't fit together.
  public func engine(
    averaging: TestTimeAveraging = .none,
    head: (ModelBundle) throws -> ClassifierHead = { try ClassifierHead(of: $0) },
    ofNetworks network: (ModelBundle) throws -> any InferenceEngine
  ) throws -> any InferenceEngine {
    func one(_ bundle: ModelBundle) throws -> any InferenceEngine {
      let engine = try network(bundle)
      guard let passes = averaging.dropoutPasses else { return engine }
      return try DropoutAveraging(engine, of: bundle.metadata, head: head(bundle), passes: passes)
    }
    var engine =
      try members.isEmpty ? one(self) : EnsembleEngine(members.map { (model: $0.metadata, engine: try one($0)) })
    if averaging.flip { engine = FlipAveraging(engine) }
    return averaging.views == 1 ? engine : try ViewAveraging(engine, of: metadata, views: averaging.views)
  }
}
