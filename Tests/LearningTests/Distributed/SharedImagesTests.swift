import Datasets
import FolderTesting
import Foundation
import Learning
import Radiograph
import Synchronization
import Testing

/// What the ranks of a machine read once for all of them.
@Suite struct SharedImagesTests {
  private static let input = Preprocessing(
    color: .grayscale, steps: [.resize(ImageSize(width: 24, height: 20))], mean: [0, 0, 0], std: [1, 1, 1])

  /// Images, of which one can't be read.
  private func samples(_ folder: TemporaryFolder, count: Int) throws -> [Sample] {
    try (0..<count).map { index in
      let path = "p\(index).png"
      let url = try folder.write(index == 3 ? Array("no picture".utf8) : DataPNG.smooth(index), path)
      return Sample(url: url, path: path, label: index % 2, patient: "p\(index)", split: .train)
    }
  }

  @Test(arguments: [1 << 20, 10 * 24 * 20, 0])
  func eachImageIsReadOnceOnAMachine(budget: Int) throws {
    let folder = try TemporaryFolder()
    let samples = try samples(folder, count: 41)
    let alone = try ImageStore(samples, preprocessing: Self.input, observer: { _ in })
    let read = Mutex(0)
    let stores = try RankThreads.run(3) { ranks in
      try ImageStore(samples, preprocessing: Self.input, budget: budget, ranks: ranks) { event in
        if case .progress(_, let done, let total) = event, done == total { read.withLock { $0 += total } }
      }
    }
    #expect(read.withLock(\.self) == samples.count)
    for store in stores {
      let store = try store.get()
      #expect(store.samples == alone.samples)
      #expect(store.unreadable.map(\.path) == ["p3.png"])
      #expect(store.unreadable.map(\.reason) == alone.unreadable.map(\.reason))
      #expect(store.keptBytes <= budget)
      for index in store.samples.indices { #expect(try store.image(index) == alone.image(index)) }
    }
  }

  @Test func stressedPicturesAreTheSame() throws {
    let folder = try TemporaryFolder()
    let samples = try samples(folder, count: 8)
    let alone = try StressedPictures.store(of: samples, preprocessing: Self.input, seed: 1, observer: { _ in })
    let stores = try RankThreads.run(2) { ranks in
      try StressedPictures.store(of: samples, preprocessing: Self.input, seed: 1, ranks: ranks, observer: { _ in })
    }
    for store in stores {
      let store = try store.get()
      #expect(store.samples == alone.samples)
      for index in store.samples.indices { #expect(try store.image(index) == alone.image(index)) }
    }
  }
}
