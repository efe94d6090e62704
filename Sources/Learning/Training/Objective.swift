public import Torch

/// What training minimises, and how logits become probabilities.
public struct Objective {
  /// How logits are read.
  let outputs: HeadSection.Outputs
  /// The index of the class that counts as positive.
  let positiveClass: Int
  private let classWeights: [Float]?
  private let section: LossSection
  private let consistency: ConsistencySection?
  private let device: Device

  /// The objective of a recipe for training samples of the classes `labels`.
  ///
  /// - Parameter consistency: What it counts that two views of a sample are read alike, if anything.
  public init(
    _ section: LossSection, consistency: ConsistencySection? = nil, outputs: HeadSection.Outputs, positiveClass: Int,
    labels: [Int], on device: Device
  ) {
    self.section = section
    self.consistency = consistency
    self.outputs = outputs
    self.positiveClass = positiveClass
    self.device = device
    classWeights = section.classWeights == .balanced ? Self.balancedWeights(labels) : nil
  }

  /// The mean loss of the logits of a batch [views · N, outputs], view after view: the mean of the views' losses, and how far
  /// the predictions of two views are apart, where that counts.
  package func loss(_ logits: Tensor, of batch: Batch) throws -> Tensor {
    guard batch.views > 1 else { return try loss(logits, batch.labels, mix: batch.mix) }
    let views = try logits.split(batch.labels.count)
    let losses = try views.map { try loss($0, batch.labels, mix: batch.mix) }
    let mean = try losses.dropFirst().reduce(losses[0]) { try $0 + $1 } * (1 / Double(losses.count))
    guard let consistency, views.count == 2 else { return mean }
    return try mean + ConsistencyLoss(outputs)(views[0], views[1]) * consistency.weight
  }

  /// The mean loss of logits [N, outputs] of samples with the classes `labels`, which may have been mixed with others.
  package func loss(_ logits: Tensor, _ labels: [Int], mix: Mix? = nil) throws -> Tensor {
    switch section.kind {
    case .crossEntropy:
      let weight = try classWeights.map { try Tensor($0).to(device) }
      let target = try classTarget(labels, mix: mix).to(device)
      return try CrossEntropyLoss(weight: weight, labelSmoothing: section.labelSmoothing)(logits, target)
    case .bceWithLogits:
      let smoothing = Float(section.labelSmoothing)
      let truth = share(of: positiveClass, labels, mix: mix).map { $0 * (1 - smoothing) + smoothing / 2 }
      let weight = try classWeights.map { try Tensor([$0[positiveClass] / $0[1 - positiveClass]]).to(device) }
      return try BCEWithLogitsLoss(positiveWeight: weight)(logits, Tensor(truth, shape: [labels.count, 1]).to(device))
    }
  }

  /// Classes as int64 [N], or the shares of both classes [N, 2] where samples are mixed.
  private func classTarget(_ labels: [Int], mix: Mix?) throws -> Tensor {
    guard mix != nil else { return try Tensor(labels.map(Int64.init)) }
    let second = share(of: 1, labels, mix: mix)
    return try Tensor(second.flatMap { [1 - $0, $0] }, shape: [labels.count, 2])
  }

  /// How much of each sample is of a class.
  private func share(of wanted: Int, _ labels: [Int], mix: Mix?) -> [Float] {
    let own = labels.map { $0 == wanted ? Float(1) : 0 }
    guard let mix else { return own }
    let share = Float(mix.share)
    return zip(own, mix.partners).map { share * $0 + (1 - share) * ($1 == wanted ? 1 : 0) }
  }
  /// n / (classes · n of the class), as scikit-learn's `balanced`.
  private static func balancedWeights(_ labels: [Int]) -> [Float] {
    let counts = labels.reduce(into: [0, 0]) { $0[$1] += 1 }
    return counts.map { $0 == 0 ? 0 : Float(labels.count) / (2 * Float($0)) }
  }
}
