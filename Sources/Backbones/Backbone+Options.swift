import Torch

// MARK: - What a recipe adds

extension Backbone {
  /// The network whose last map has the finer one beside it, where `scales` is 2, and attention on it.
  ///
  /// Both become part of the last stage, so that they learn with it; with two scales all stages of the last resolution are
  /// one stage.
  ///
  /// - Throws: `TorchError.badArgument` for other scales, or for a network without a finer map.
  func with(_ options: Head.Options, _ scope: Scope) throws -> Backbone {
    try withScales(options.scales).withAttention(options.attention, scope)
  }

  private func withScales(_ scales: Int) throws -> Backbone {
    guard scales != 1 else { return self }
    guard scales == 2, let finer, let last = stages.last else {
      throw TorchError.badArgument(operation: "Classifier", reason: "the network has no \(scales) scales")
    }
    let joined = stages[finer.stages...]
    let stage = Stage(
      name: last.name, prefixes: joined.flatMap(\.prefixes), module: MultiScale(body: Chain(joined.map(\.module))))
    return Backbone(
      stages: stages[..<finer.stages] + [stage], featureCount: featureCount + finer.channels, finer: finer)
  }

  private func withAttention(_ attention: MapAttention, _ scope: Scope) throws -> Backbone {
    guard attention != .none else { return self }
    guard finer != nil, let last = stages.last, let module = try attention.module(scope, featureCount) else {
      throw TorchError.badArgument(operation: "Classifier", reason: "the network ends in no map for attention")
    }
    let before = (last.module as? Chain)?.modules ?? [last.module]
    let stage = Stage(
      name: last.name, prefixes: last.prefixes + [MapAttention.prefix], module: Chain(before + [module]))
    return Backbone(stages: stages.dropLast() + [stage], featureCount: featureCount, finer: finer)
  }
}
