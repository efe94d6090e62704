import Bundles
import CLinux

extension Predictor {
  /// Loads now what heat-maps need, rather than with the first reading of which one is made, and gives the system back what
  /// loading took (malloc_trim(3)); for a process that reads for long.
  ///
  /// A network without a head that can be read has no heat-maps, which each of its readings says by itself.
  public func loadForService() {
    if signature.attention == nil, signature.features != nil { _ = try? head.head() }
    malloc_trim(0)
  }

  /// What speaks for a class in one picture of a batch; see ``explain(_:output:at:classes:by:)``.
  public func explain(
    _ picture: PreparedPicture, output: EngineOutput, at index: Int, class best: Int, by method: ActivationMap
  ) throws -> ExplainedPicture {
    let explained = try explain(picture, output: output, at: index, classes: [best], by: method)
    guard let first = explained.first else { throw InferenceError.missingOutput("features") }
    return first
  }

  /// What speaks for each of several classes in one picture of a batch; it must have been prepared to be explained.
  ///
  /// All classes share the network's pass and the picture: a further class costs one row of a product of matrices. A network
  /// with attention of its own shows that, whatever the method: its embedding is no mean over the map, which the closed
  /// form takes for granted.
  ///
  /// - Parameter classes: Indices of the model's classes.
  /// - Returns: One for each of `classes`, in their order.
  /// - Throws: `ExplanationError`; `InferenceError.missingOutput` where the network's features are not there.
  public func explain(
    _ picture: PreparedPicture, output: EngineOutput, at index: Int, classes: [Int], by method: ActivationMap
  ) throws -> [ExplainedPicture] {
    try maps(output, at: index, classes: classes, by: method).map { try explained(picture, showing: $0) }
  }

  /// A map over a picture that has been prepared to be explained.
  ///
  /// - Throws: `InferenceError.missingOutput` where it has not.
  package func explained(_ picture: PreparedPicture, showing map: HeatMap) throws -> ExplainedPicture {
    guard let original = picture.picture else { throw InferenceError.missingOutput("features") }
    return ExplainedPicture(map: map, picture: original, input: bundle.metadata.input, lungs: picture.lungs)
  }

  /// The class-activation map of each of several classes, or the network's own attention if it has any, for each alike.
  func maps(
    _ output: EngineOutput, at index: Int, classes: [Int], by method: ActivationMap
  ) throws -> [HeatMap] {
    if let attention = output.attention(of: index), let shape = signature.attention {
      let map = try HeatMap(attention: attention, shape: shape)
      return classes.map { _ in map }
    }
    guard let features = output.features(of: index), let shape = signature.features, shape.count == 3 else {
      throw InferenceError.missingOutput("features")
    }
    let metadata = bundle.representative.metadata
    return try method.maps(
      features: features, height: shape[1], width: shape[2], head: head.head(),
      classes: classes.map { metadata.logitIndex(ofClass: $0) })
  }
}
