public import Metrics
public import Torch

/// What training minimises, and how logits become probabilities.
///
/// | task | outputs | losses |
/// |---|---|---|
/// | binary, multi-class | `softmax` | cross-entropy, focal loss of the softmax, binary cross-entropy of each logit |
/// | binary, multi-label | `sigmoid` | binary cross-entropy, focal loss, asymmetric loss, means over what is known |
public struct Objective {
  /// What is decided.
  let classes: TaskClasses
  /// How logits are read.
  let outputs: HeadSection.Outputs
  /// Factors of the classes for a softmax, of the positives of each output for a sigmoid.
  private let weights: [Float]?
  private let section: LossSection
  private let consistency: ConsistencySection?
  private let device: Device

  /// The objective of a recipe for training samples of which `truths` are true.
  ///
  /// - Parameters:
  ///   - consistency: What it counts that two views of a sample are read alike, if anything.
  ///   - classes: What is decided of them.
  public init(
    _ section: LossSection, consistency: ConsistencySection? = nil, outputs: HeadSection.Outputs,
    classes: TaskClasses, truths: [Truth], on device: Device
  ) {
    self.section = section
    self.consistency = consistency
    self.outputs = outputs
    self.classes = classes
    self.device = device
    weights =
      section.classWeights == .balanced
      ? Self.balancedWeights(truths, outputs, classes) : nil
  }

  /// The mean loss of the logits of a batch [views · N, outputs], view after view: the mean of the views' losses, and how far
  /// the predictions of two views are apart, where that counts.
  ///
  /// Where ranks divide the batch it is what this rank's part adds to the mean over the whole batch: the parts' losses make
  /// up the loss of the whole, and their gradients its gradient.
  package func loss(_ logits: Tensor, of batch: Batch) throws -> Tensor {
    // Every parameter has a gradient then too, which is 0.
    guard !batch.truths.isEmpty else { return try logits.sum() * 0 }
    let share = share(of: batch)
    guard batch.views > 1 else { return try loss(logits, batch.truths, mix: batch.mix).weighted(share) }
    let views = try logits.split(batch.truths.count)
    let losses = try views.map { try loss($0, batch.truths, mix: batch.mix) }
    let mean = try losses.dropFirst().reduce(losses[0]) { try $0 + $1 } * (1 / Double(losses.count))
    guard let consistency, views.count == 2 else { return try mean.weighted(share) }
    let samples = Double(batch.truths.count) / Double(batch.wholeCount)
    return try mean.weighted(share)
      + ConsistencyLoss(outputs)(views[0], views[1]) * (consistency.weight * samples)
  }

  /// The share that a rank's part has in the mean loss of its batch.
  private func share(of batch: Batch) -> Double {
    guard !batch.others.isEmpty else { return 1 }
    let own = mass(of: BatchTruths(truths: batch.truths, mix: batch.mix))
    let all = batch.others.reduce(own) { $0 + mass(of: $1) }
    return all > 0 ? own / all : 0
  }

  /// What the mean loss of samples is divided by: their number, or their weights, or what is known of them.
  private func mass(of samples: BatchTruths) -> Double {
    let truths = samples.truths
    switch outputs {
    case .softmax:
      guard let weights, section.kind != .focal, samples.mix == nil else { return Double(truths.count) }
      return truths.reduce(0) { $0 + Double(weights.indices.contains($1.label) ? weights[$1.label] : 0) }
    case .sigmoid:
      let partners = samples.mix?.partners ?? truths
      return zip(truths, partners).reduce(0) { sum, pair in
        sum + Double(zip(isThere(pair.0), isThere(pair.1)).count { $0 != nil && $1 != nil })
      }
    }
  }

  /// The mean loss of logits [N, outputs] of samples of which `truths` are true, which may have been mixed with others.
  package func loss(_ logits: Tensor, _ truths: [Truth], mix: Mix? = nil) throws -> Tensor {
    switch outputs {
    case .softmax: try softmaxLoss(logits, truths, mix)
    case .sigmoid: try sigmoidLoss(logits, truths, mix)
    }
  }

  // MARK: - Softmax

  private func softmaxLoss(_ logits: Tensor, _ truths: [Truth], _ mix: Mix?) throws -> Tensor {
    let weight = try weights.map { try Tensor($0).to(device) }
    func shares(smoothing: Double) throws -> Tensor {
      let targets = Targets(truths, mix: mix, smoothing: smoothing, among: classes.names.count, row: oneHot)
      return try Tensor(targets.shares, shape: [truths.count, classes.names.count]).to(device)
    }
    if section.kind == .focal {
      return try SoftmaxFocalLoss(gamma: section.gamma, weight: weight)(
        logits, shares(smoothing: section.labelSmoothing))
    }
    if section.kind == .bceWithLogits {
      return try BCEWithLogitsLoss()(logits, shares(smoothing: section.labelSmoothing))
    }
    // Smoothing is the operator's, which counts it in the weighted mean.
    let target = try mix == nil ? Tensor(truths.map { Int64($0.label) }).to(device) : shares(smoothing: 0)
    return try CrossEntropyLoss(weight: weight, labelSmoothing: section.labelSmoothing)(logits, target)
  }

  private func oneHot(_ truth: Truth) -> [Float?] { classes.names.indices.map { $0 == truth.label ? 1 : 0 } }

  // MARK: - Sigmoid

  private func sigmoidLoss(_ logits: Tensor, _ truths: [Truth], _ mix: Mix?) throws -> Tensor {
    let targets = Targets(truths, mix: mix, smoothing: section.labelSmoothing, among: 2, row: isThere)
    let target = try Tensor(targets.shares, shape: logits.shape).to(device)
    let known = try targets.known.map { try Tensor($0, shape: logits.shape).to(device) }
    let weight = try weights.map { try Tensor($0).to(device) }
    let loss: any Torch.Loss =
      switch section.kind {
      case .asymmetric:
        AsymmetricLoss(
          gammaPositive: section.gammaPositive, gammaNegative: section.gammaNegative, clip: section.clip, known: known)
      case .focal:
        SigmoidFocalLoss(gamma: section.gamma, alpha: section.alpha, positiveWeight: weight, known: known)
      case .bceWithLogits, .crossEntropy:
        BCEWithLogitsLoss(positiveWeight: weight, known: known)
      }
    return try loss(logits, target)
  }

  /// What a sigmoid each should say: of the positive class, or of each finding.
  private func isThere(_ truth: Truth) -> [Float?] {
    switch truth {
    case .oneOf(let label): [label == classes.positiveClass ? 1 : 0]
    case .findings(let findings): findings.map { $0.map { $0 ? 1 : 0 } }
    }
  }

  // MARK: - Weights

  /// For classes n / (classes · n of the class), as scikit-learn's `balanced`; for a sigmoid the positives' weight by the
  /// negatives'.
  private static func balancedWeights(
    _ truths: [Truth], _ outputs: HeadSection.Outputs, _ classes: TaskClasses
  ) -> [Float] {
    if classes.task == .multilabel { return FindingCounts(truths).positiveWeights }
    var counts = [Int](repeating: 0, count: classes.names.count)
    for truth in truths where counts.indices.contains(truth.label) { counts[truth.label] += 1 }
    let weights = counts.map { $0 == 0 ? 0 : Float(truths.count) / (Float(classes.names.count) * Float($0)) }
    return outputs == .softmax ? weights : [weights[classes.positiveClass] / weights[1 - classes.positiveClass]]
  }
}

extension Tensor {
  /// The loss of a part that has a share in its batch; all of it, untouched, where there is no other part.
  fileprivate func weighted(_ share: Double) throws -> Tensor { try share == 1 ? self : self * share }
}
