import Datasets
import FolderTesting
import Foundation
import Learning
import Metrics
import Radiograph
import TensorFiles
import Testing
import Torch

/// Batches of images: the same whatever the threads, the memory and the place where they begin.
struct ImageBatchesTests {
  private let folder: TemporaryFolder
  private let samples: [Sample]

  init() throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    samples = try (0..<40).map { index in
      let path = "\(index % 2 == 0 ? "NORMAL" : "PNEUMONIA")/p\(index).png"
      let url = try folder.write(DataPNG.smooth(index), path)
      return Sample(
        url: url, path: path, label: index % 2, patient: "p\(index)", split: index < 30 ? .train : .validation)
    }
  }

  private static let input = Preprocessing(
    color: .rgb, steps: [.resize(ImageSize(width: 24, height: 20))], mean: [0.5, 0.4, 0.3], std: [0.2, 0.2, 0.3])

  private static var augment: AugmentSection {
    var section = AugmentSection()
    section.flip = 0.5
    section.rotation = 15
    section.cropScale = 0.7
    section.noise = 0.05
    section.brightness = 0.2
    section.acquisition = AcquisitionSection()
    section.acquisition?.preset = .strong
    section.aspect = 1.1
    section.gamma = 0.2
    section.erase = 0.3
    section.mixup = 0.3
    section.cutmix = 1
    return section
  }

  /// The same without mixing.
  private static var unmixed: AugmentSection {
    var section = augment
    (section.mixup, section.cutmix) = (0, 0)
    return section
  }

  private func store(budget: Int = ImageStore.standardBudget, _ samples: [Sample]? = nil) throws -> ImageStore {
    try ImageStore(samples ?? self.samples, preprocessing: Self.input, budget: budget, observer: { _ in })
  }

  private func read(
    _ batches: ImageBatches, order: [Int], epoch: Int = 1, from first: Int = 0
  ) throws -> [(input: StoredTensor, labels: [Int])] {
    var read: [(input: StoredTensor, labels: [Int])] = []
    try batches.forEachBatch(order: order, size: 4, epoch: epoch, startingAt: first) { batch in
      read.append((try batch.input.stored(), batch.truths.map(\.label)))
    }
    return read
  }

  @Test func sameWhateverTheThreadsAndTheMemory() throws {
    let order = [3, 0, 29, 3, 8, 11, 3, 20, 1, 2]
    let expected = try read(
      ImageBatches(store(), split: .train, augment: Self.augment, seed: 4, workers: 1), order: order)
    #expect(expected.map(\.labels) == [[1, 0, 1, 1], [0, 1, 1, 0], [1, 0]])
    #expect(expected.map(\.input.shape) == [[4, 3, 20, 24], [4, 3, 20, 24], [2, 3, 20, 24]])
    for (workers, budget) in [(2, 1 << 20), (7, 0), (3, 10 * 24 * 20)] {
      let store = try store(budget: budget)
      #expect(store.keptBytes <= budget)
      let batches = try ImageBatches(store, split: .train, augment: Self.augment, seed: 4, workers: workers)
      #expect(try read(batches, order: order).map(\.input) == expected.map(\.input))
      // From the second batch on: the same, occurrences of a sample and all.
      #expect(try read(batches, order: order, from: 1).map(\.input) == expected.dropFirst().map(\.input))
      #expect(try read(batches, order: order, epoch: 2).map(\.input) != expected.map(\.input))
    }
    // Three times the same sample, three variations.
    #expect(Set(try [0, 3].map { try Tensor(expected[0].input)[$0].floats() }).count == 2)
  }

  @Test func withoutVariationItIsThePreprocessing() throws {
    let batches = try ImageBatches(store(), split: .validation)
    #expect(batches.truths == samples[30...].map(\.truth))
    #expect(batches.samples == Array(samples[30...]))
    let read = try read(batches, order: [5, 2])
    for (row, index) in [(0, 35), (1, 32)] {
      let expected = try Self.input.input(for: RadiographReader.read(contentsOf: samples[index].url))
      #expect(try Tensor(read[0].input)[row].floats() == expected)
    }
  }

  /// Where a step of the preprocessing looks at the varied picture, as lungs are outlined on it, the rest of the preprocessing
  /// comes after the picture was moved and taken as elsewhere, and before all else; here that step stretches levels.
  @Test func trainingImagesAreVariedBetweenTwoSteps() throws {
    var whole = Self.input
    whole.steps.append(.minMax)
    let parts = PartedPreprocessing(whole, before: 1)
    let augment = Self.unmixed
    let augmentation = Augmentation(augment, seed: 4)
    let order = [3, 0, 29, 3, 8]
    var expected: [[Float]] = []
    for (place, index) in order.enumerated() {
      let first = try parts.first.prepare(RadiographReader.read(contentsOf: samples[index].url))
      let variation = augmentation.variation(epoch: 2, sample: index, occurrence: place == 3 ? 1 : 0)
      var (taken, after) = (variation, variation)
      (taken.blur, taken.gamma, taken.brightness, taken.contrast, taken.noise, taken.erased) = (0, 1, 1, 1, 0, nil)
      (after.isFlipped, after.rotation, after.aspect, after.crop, after.acquisition) = (false, 0, 1, .init(), nil)
      let finished = try parts.finish(first.varied(taken))
      var values = [Float](repeating: 0, count: 3 * 24 * 20)
      try values.withUnsafeMutableBufferPointer { try whole.normalize(finished, varied: after, into: $0) }
      expected.append(values)
    }
    for (workers, budget) in [(1, ImageStore.standardBudget), (3, 0)] {
      let store = try ImageStore(samples, preprocessing: whole, parts: parts, budget: budget, observer: { _ in })
      let batches = try ImageBatches(store, split: .train, augment: augment, seed: 4, workers: workers)
      let found = try read(batches, order: order, epoch: 2).flatMap { batch in
        try batch.labels.indices.map { try Tensor(batch.input)[$0].floats() }
      }
      #expect(found == expected)
      // What is measured on has all steps behind it, and so have training images that are not varied.
      let validation = try read(ImageBatches(store, split: .validation), order: [5])
      let plain = try read(ImageBatches(store, split: .train), order: [7])
      for (tensor, index) in [(validation[0].input, 35), (plain[0].input, 7)] {
        let picture = try RadiographReader.read(contentsOf: samples[index].url)
        #expect(try Tensor(tensor)[0].floats() == whole.input(for: picture))
      }
    }
  }

  /// Two views of each image stand one after the other: the first as where there is one, the second varied apart; both are
  /// mixed with the same partners.
  @Test func twoViewsAreVariedApart() throws {
    let order = [3, 0, 29, 3, 8, 11]
    func batches(_ augment: AugmentSection?, views: Int, workers: Int = 2, budget: Int = 1 << 20) throws -> [Batch] {
      var found: [Batch] = []
      try ImageBatches(
        store(budget: budget), split: .train, augment: augment, seed: 4, views: views, workers: workers
      ).forEachBatch(order: order, size: 4, epoch: 1, startingAt: 0) { found.append($0) }
      return found
    }
    for augment in [Self.augment, Self.unmixed] {
      let (one, two) = (try batches(augment, views: 1), try batches(augment, views: 2))
      #expect(two.map(\.views) == [2, 2] && two.map(\.truths) == one.map(\.truths))
      #expect(two.map(\.mix) == one.map(\.mix))
      for (first, both) in zip(one, two) {
        let (count, length) = (first.truths.count, 3 * 20 * 24)
        let values = try both.input.floats()
        #expect(both.input.shape == [2 * count, 3, 20, 24])
        #expect(try Array(values[..<(count * length)]) == first.input.floats())
        for sample in 0..<count {
          let other = values[(count + sample) * length..<(count + sample + 1) * length]
          #expect(Array(other) != Array(values[sample * length..<(sample + 1) * length]))
        }
      }
      for (workers, budget) in [(1, 1 << 20), (7, 0)] {
        let again = try batches(augment, views: 2, workers: workers, budget: budget)
        #expect(try again.map { try $0.input.floats() } == two.map { try $0.input.floats() })
      }
    }
    // Where nothing varies, both are the image.
    let plain = try #require(batches(nil, views: 2).first).input.floats()
    #expect(plain.prefix(plain.count / 2) == plain.suffix(plain.count / 2))
  }

  @Test func anEndInTheMiddleIsClean() throws {
    struct Stop: Error {}
    let batches = try ImageBatches(store(), split: .train)
    #expect(throws: Stop.self) {
      try batches.forEachBatch(order: Array(0..<30), size: 4, epoch: 1, startingAt: 0) { _ in throw Stop() }
    }
    #expect(try read(batches, order: [0]).count == 1)
    #expect(try read(batches, order: []).isEmpty)
  }

  @Test func unreadableImagesAreLeftOutAndNamed() throws {
    let bad = Sample(
      url: try folder.write("no picture", "NORMAL/bad.png"), path: "NORMAL/bad.png", label: 0, patient: "bad",
      split: .train)
    let store = try store(samples + [bad])
    #expect(store.samples == samples)
    #expect(store.unreadable.map(\.path) == ["NORMAL/bad.png"])
    #expect(throws: DataError.self) { try self.store(Array(samples.prefix(10)) + [bad]) }
    #expect(throws: LearningError.nothingReadable(.test)) { try ImageBatches(store, split: .test) }
  }

  @Test func aPictureThatGoesAwayIsAnError() throws {
    let store = try store(budget: 0)
    let batches = try ImageBatches(store, split: .train)
    try FileManager.default.removeItem(at: samples[7].url)
    #expect(throws: RadiographError.self) { try read(batches, order: Array(0..<30)) }
  }
}
