import Backbones
import TensorFiles
import Torch

/// Learns lungs: AdamW along one cycle of the learning rate, with an average of the weights beside it.
struct LungTrainer {
  /// What happened in an epoch.
  struct Epoch {
    /// Its number, from 1.
    let number: Int
    /// The mean loss.
    let loss: Double
    /// The averaged weights after it.
    let average: [String: StoredTensor]
  }

  private let options: LungTrainingOptions
  private let batches: LungBatches
  private let store: ParameterStore
  private let network: LungNet
  private let optimizer: AdamW
  private let average: WeightAverage
  private let identity: LungCheckpoint.Identity

  /// A training from the start.
  init(_ options: LungTrainingOptions, _ pairs: [LungPair]) throws {
    self.options = options
    batches = LungBatches(pairs: pairs, size: options.batchSize, seed: options.seed)
    store = try ParameterStore(seed: options.seed)
    network = try LungNet(store.root)
    try store.useChannelsLast()
    // Biases and normalisations are few and have no reason to be small.
    let (decaying, others) = store.trainable.reduce(into: ([Parameter](), [Parameter]())) { groups, parameter in
      if parameter.tensor.rank > 1 { groups.0.append(parameter) } else { groups.1.append(parameter) }
    }
    optimizer = AdamW([
      ParameterGroup(decaying, learningRate: options.learningRate, weightDecay: options.weightDecay),
      ParameterGroup(others, learningRate: options.learningRate),
    ])
    average = try WeightAverage(store.all, .exponential(decay: options.averageDecay))
    identity = LungCheckpoint.Identity(options, pairs)
    LargeBlocks.keep()
  }

  /// Learns, from the state of a checkpoint where one is given.
  ///
  /// - Parameters:
  ///   - save: Called after each epoch with the state to go on from.
  ///   - finished: Called after each epoch.
  /// - Throws: `LearningError.interrupted`, `.lossIsNotFinite(epoch:batch:value:)`, `.resumeDiffers(_:)`.
  func fit(
    from checkpoint: LungCheckpoint?, interruption: Interruption, batch: (Int, Int, Int, Double) -> Void,
    save: (LungCheckpoint) throws -> Void, finished: (Epoch) throws -> Void
  ) throws {
    if let checkpoint { try restore(checkpoint) }
    let steps = options.epochs * batches.count
    let schedule = OneCycleSchedule(steps: steps, riseFraction: min(0.3, max(0.1, 3 / Double(options.epochs))))
    let loss = LungLoss()
    for epoch in (checkpoint?.epochs ?? 0)..<options.epochs {
      var (number, sum) = (0, 0.0)
      try batches.forEach(epoch: epoch) { data in
        guard !interruption.isRequested else { throw LearningError.interrupted }
        optimizer.follow(schedule, step: epoch * batches.count + number)
        try optimizer.zeroGradients()
        let value = try step(data, loss)
        number += 1
        guard value.isFinite else {
          throw LearningError.lossIsNotFinite(epoch: epoch + 1, batch: number, value: value)
        }
        try optimizer.clipGradients(toNorm: 5)
        try optimizer.step()
        try average.update(step: epoch * batches.count + number - 1)
        sum += value
        batch(epoch + 1, number, batches.count, value)
      }
      let state = try average.state()
      try save(
        LungCheckpoint(
          identity: identity, epochs: epoch + 1, network: store.stateDict(), average: state,
          optimizer: optimizer.state()))
      try finished(Epoch(number: epoch + 1, loss: sum / Double(max(1, number)), average: state))
    }
  }

  /// Adds a batch's gradients and returns its loss.
  private func step(_ batch: LungBatches.Batch, _ loss: LungLoss) throws -> Double {
    let input = try batch.input.contiguous(.channelsLast)
    let logits = try Autocast(options.bfloat16 ? .bfloat16 : nil)({ try network(input) }).to(.float32)
    let value = try loss(logits, batch.outlines)
    try value.backward()
    return try value.item()
  }

  private func restore(_ checkpoint: LungCheckpoint) throws {
    guard checkpoint.identity == identity else {
      var differences: [String] = []
      if checkpoint.identity.options != options { differences.append("its options are others") }
      if checkpoint.identity.names != identity.names { differences.append("its pictures are others") }
      throw LearningError.resumeDiffers(differences)
    }
    try store.load(checkpoint.network)
    try average.restore(checkpoint.average)
    try optimizer.restore(checkpoint.optimizer)
  }
}
