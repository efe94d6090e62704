import Datasets
import Foundation
import Radiograph
import Synchronization

/// Images that are made on all cores and kept in memory as far as a budget allows.
///
/// Each of the ranks on a machine makes some of them, and all see them.
struct KeptImages: Sendable {
  private enum Place {
    case own([PreparedImage?])
    case shared(SharedImages)
  }

  private let place: Place
  /// Why images could not be made, by their numbers.
  let failures: [Int: String]
  /// Bytes of images that are kept.
  let bytes: Int

  /// Makes images of the numbers below `count`.
  ///
  /// - Parameters:
  ///   - budget: Bytes that are kept at most.
  ///   - imageBytes: Bytes that an image has at most.
  ///   - progress: Is told how many are done, of those that this rank makes.
  ///   - make: Makes an image; nil where it need not be kept.
  init(
    _ count: Int, budget: Int, imageBytes: Int, among ranks: Ranks,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void,
    _ make: @Sendable (Int) throws -> PreparedImage?
  ) throws {
    let shared =
      try ranks.isAlone
      ? nil : SharedImages.make(slots: min(count, budget / max(1, imageBytes)), imageBytes: imageBytes, among: ranks)
    let neighbours = shared == nil ? [ranks.rank] : ranks.neighbours
    let seat = neighbours.firstIndex(of: ranks.rank) ?? 0
    let own = Array(stride(from: seat, to: count, by: neighbours.count))
    let used = Atomic(0)
    let made = own.concurrentMap(
      progress: { progress($0, own.count) },
      { index in
        Result { () throws -> PreparedImage? in
          guard let image = try make(index) else { return nil }
          if let shared {
            if index < shared.slots { shared.keep(image, at: index) }
            return nil
          }
          let total = used.add(image.samples.count, ordering: .relaxed).newValue
          guard total > budget else { return image }
          used.subtract(image.samples.count, ordering: .relaxed)
          return nil
        }
      })
    var failures: [Int: String] = [:]
    for (index, result) in zip(own, made) {
      if case .failure(let error) = result { failures[index] = "\(error)" }
    }
    // What one rank can't make is left out on all, so that they number the others alike.
    self.failures = try ranks.merge(failures)
    if let shared {
      place = .shared(shared)
      bytes = shared.slots * imageBytes
    } else {
      place = .own(made.map { (try? $0.get()) ?? nil })
      bytes = used.load(ordering: .relaxed)
    }
  }

  /// An image by its number, if it is kept.
  subscript(index: Int) -> PreparedImage? {
    switch place {
    case .own(let images): images[index]
    case .shared(let images): index < images.slots ? images.image(at: index) : nil
    }
  }
}
