/// Parameters that an optimizer changes in the same way.
public struct ParameterGroup: Sendable {
  /// What is changed.
  public let parameters: [Parameter]
  /// How far a step goes at first; what schedules start from.
  public let baseLearningRate: Double
  /// How far the next step goes.
  public var learningRate: Double
  /// How strongly weights are drawn to 0.
  public var weightDecay: Double

  /// A group.
  public init(_ parameters: [Parameter], learningRate: Double, weightDecay: Double = 0) {
    self.parameters = parameters
    baseLearningRate = learningRate
    self.learningRate = learningRate
    self.weightDecay = weightDecay
  }
}
