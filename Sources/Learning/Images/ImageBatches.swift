public import Datasets
import Dispatch
import Foundation
public import Metrics
import Radiograph
import Synchronization
import TensorFiles
public import Torch

/// Batches of images: varied, normalised, one tensor [N, channels, H, W].
///
/// While the network works on a batch, the next ones are made on all cores. What a batch holds depends on the seed, the
/// epoch and the samples alone, not on the number of threads. Where several views of each image are wanted, each is varied
/// apart, and the tensor holds them view after view.
public struct ImageBatches: BatchSource, Sendable {
  /// What is true of each sample.
  public let truths: [Truth]
  /// The samples, in the order of ``truths``.
  public let samples: [Sample]
  private let store: ImageStore
  /// The place of each sample in the store.
  private let places: [Int]
  /// What has to be done to images once they are moved and taken as elsewhere; nil where the store has done it.
  private let parts: PartedPreprocessing?
  /// How each view is varied; nil where it is not.
  private let views: [Augmentation?]
  private let backgrounds: BackgroundExchange?
  private let mixing: Mixing?
  private let device: Device
  private let workers: Int

  /// Batches of the images of one part of the data.
  ///
  /// - Parameters:
  ///   - augment: How images are varied; nil for those that are measured on.
  ///   - seed: What variations depend on.
  ///   - views: How many views of each image a batch holds.
  ///   - device: Where the tensors are wanted.
  ///   - workers: Threads that make a batch; as many as there are cores where nil.
  /// - Throws: ``LearningError/nothingReadable(_:)``; `RadiographError.noLungNetwork` if surroundings are exchanged.
  public init(
    _ store: ImageStore, split: Split, augment: AugmentSection? = nil, seed: UInt64 = 0, views: Int = 1,
    on device: Device = .cpu, workers: Int? = nil
  ) throws {
    self.store = store
    places = store.samples.indices.filter { store.samples[$0].split == split }
    guard !places.isEmpty else { throw LearningError.nothingReadable(split) }
    samples = places.map { store.samples[$0] }
    truths = samples.map(\.truth)
    parts = split == .train ? store.parts : nil
    self.views = (0..<max(1, views)).map { view in
      augment.map { Augmentation($0, seed: seed, view: view) }.flatMap { $0.isIdentity ? nil : $0 }
    }
    backgrounds = try augment.flatMap { $0.background > 0 ? $0 : nil }
      .map { _ in BackgroundExchange(try LungNetworks.network()) }
    mixing = augment.flatMap { Mixing($0, seed: seed) }
    self.device = device
    self.workers = max(1, workers ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// Hands out the images at `order` in that order, varied and normalised, some at a time.
  public func forEachBatch(
    order: [Int], size: Int, epoch: Int, startingAt first: Int, part: BatchPart, _ body: (Batch) throws -> Void
  ) throws {
    let draws = self.draws(order)
    let batches = (order.count + size - 1) / size
    try Prefetch.forEach(max(0, batches - first)) { index in
      let number = first + index
      let whole = number * size..<min((number + 1) * size, draws.count)
      let others = part.others.map { part in
        let truths = draws[part.places(in: whole)].map { self.truths[$0.sample] }
        let mix = mixing?.mix(of: truths, size: store.size, epoch: epoch, batch: number)
        return BatchTruths(truths: truths, mix: mix)
      }
      return try batch(Array(draws[part.places(in: whole)]), others, epoch: epoch, number: number)
    } use: {
      try body($0)
    }
  }

  /// A sample of an epoch, and how often it came before.
  private struct Draw: Sendable {
    let sample: Int
    let occurrence: Int
  }

  private func draws(_ order: [Int]) -> [Draw] {
    var seen = [Int](repeating: 0, count: truths.count)
    return order.map { sample in
      defer { seen[sample] += 1 }
      return Draw(sample: sample, occurrence: seen[sample])
    }
  }

  // MARK: - One batch

  private func batch(_ draws: [Draw], _ others: [BatchTruths], epoch: Int, number: Int) throws -> Batch {
    let (width, height, channels) = (store.size.width, store.size.height, store.preprocessing.channels)
    let area = channels * width * height
    let count = views.count * draws.count
    guard count > 0 else {
      return Batch(input: try .zeros([0, channels, height, width], on: device), truths: [], others: others)
    }
    let memory = try Tensor.unwritten([count, channels, height, width], for: device)
    try memory.withUnsafeMutableFloats { try write(draws, epoch: epoch, into: $0, area: area) }
    let input = try memory.to(device, .channelsLast)
    let truths = draws.map { self.truths[$0.sample] }
    guard let mixing else { return Batch(input: input, truths: truths, views: views.count, others: others) }
    // Every view of a sample is mixed with the same view of the same partner, to the same share.
    let mixed = try input.split(draws.count).map {
      try mixing.mixed($0, truths: truths, epoch: epoch, batch: number)
    }
    return Batch(
      input: try mixed.count > 1 ? Tensor.cat(mixed.map(\.input)) : mixed[0].input, truths: truths,
      mix: mixed[0].mix, views: views.count, others: others)
  }

  /// Writes every view of samples, each in `area` floats of its own, on all cores.
  private func write(
    _ draws: [Draw], epoch: Int, into memory: UnsafeMutableBufferPointer<Float>, area: Int
  ) throws {
    // Written by several threads, each in a range of its own.
    nonisolated(unsafe) let memory = memory
    let count = views.count * draws.count
    let failure = Mutex<(any Error)?>(nil)
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        do {
          try write(
            draws[index % draws.count], views[index / draws.count], epoch: epoch,
            into: UnsafeMutableBufferPointer(rebasing: memory[index * area..<(index + 1) * area]))
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func write(
    _ draw: Draw, _ view: Augmentation?, epoch: Int, into buffer: UnsafeMutableBufferPointer<Float>
  ) throws {
    let (image, variation) = try drawn(draw, view, epoch: epoch)
    try store.preprocessing.normalize(image, varied: variation, into: buffer)
  }

  /// A sample's image after all steps of the preprocessing, and how it is still to be varied.
  private func drawn(
    _ draw: Draw, _ view: Augmentation?, epoch: Int
  ) throws -> (image: PreparedImage, variation: Variation) {
    let image = try image(draw, view, epoch: epoch)
    let variation = view?.variation(epoch: epoch, sample: draw.sample, occurrence: draw.occurrence) ?? Variation()
    guard let parts else { return (image, variation) }
    return (try parts.finish(image.varied(variation.untilTaken)), variation.afterAcquisition)
  }

  /// A sample's image, before surroundings that are its own or another's.
  private func image(_ draw: Draw, _ view: Augmentation?, epoch: Int) throws -> PreparedImage {
    let image = try store.image(places[draw.sample])
    guard let backgrounds, let view,
      let other = view.surroundings(
        epoch: epoch, sample: draw.sample, occurrence: draw.occurrence, of: places.count)
    else { return image }
    return try backgrounds.exchanged((image, draw.sample), with: (store.image(places[other]), other))
  }

  /// A training image as the network gets it in an epoch, as a picture to look at.
  func picture(_ sample: Int, epoch: Int) throws -> PreparedImage {
    let (image, variation) = try drawn(Draw(sample: sample, occurrence: 0), views[0], epoch: epoch)
    return try image.varied(variation)
  }
}
