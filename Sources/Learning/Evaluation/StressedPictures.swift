package import Datasets
import Metrics
package import Radiograph
package import Stress

/// Validation pictures as they are and under the light battery, stressed once and kept: what epochs, weights and
/// thresholds are chosen by where they shall hold on films of elsewhere.
///
/// At most 250 pictures are taken, evenly from the classes and, within a class, from the patients. Each stands under 4 of
/// the conditions (the picture as it is, and the battery's 26 cells), in turn, so that every condition has as many pictures
/// of either class and weighs the same. Figures are those of all pictures together: one threshold has to serve them all.
package enum StressedPictures {
  /// Pictures that are taken at most.
  package static let pictureCount = 250
  /// Conditions that each of them stands under.
  package static let conditionsPerPicture = 4

  /// A picture under a condition; no stress for the picture as it is.
  package struct View: Sendable {
    package let sample: Sample
    let index: Int
    package let stress: Stress?
  }

  /// Reads, stresses and prepares the pictures; those that can't be are left out.
  ///
  /// - Parameters:
  ///   - samples: The validation part.
  ///   - seed: What choice, noise and places depend on.
  ///   - ranks: Those that need the same pictures.
  /// - Throws: ``LearningError/nothingReadable(_:)``, ``LearningError/inputSizeUnknown``.
  package static func store(
    of samples: [Sample], preprocessing: Preprocessing, seed: UInt64, ranks: Ranks = .alone,
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws -> ImageStore {
    let views = views(of: samples, seed: seed)
    let kept = try KeptImages(
      views.count, budget: .max, imageBytes: ImageStore.imageBytes(preprocessing), among: ranks,
      progress: { observer(.progress(title: "Stressing validation images", done: $0, total: $1)) },
      { try image(views[$0], preprocessing, seed: seed) })
    let store = try ImageStore(views.map(\.sample), kept: kept, preprocessing: preprocessing)
    guard !store.samples.isEmpty else { throw LearningError.nothingReadable(.validation) }
    return store
  }

  /// Which pictures stand under which conditions.
  package static func views(of samples: [Sample], seed: UInt64) -> [View] {
    let conditions: [Stress?] = [nil] + StressBattery.light.cells
    let classes = Dictionary(grouping: samples, by: \.label).sorted { $0.key < $1.key }.map(\.value)
    var views: [View] = []
    for members in classes {
      let chosen = spread(members, count: pictureCount / max(1, classes.count), seed: seed)
      for (place, sample) in chosen.enumerated() {
        for turn in 0..<conditionsPerPicture {
          let condition = (place * conditionsPerPicture + turn) % conditions.count
          views.append(View(sample: sample, index: views.count, stress: conditions[condition]))
        }
      }
    }
    return views
  }

  /// Some of the samples: the first of every patient, in a random order, then the second of each, and so on.
  private static func spread(_ samples: [Sample], count: Int, seed: UInt64) -> [Sample] {
    var random = SplitMix64(seed: seed)
    let patients = Dictionary(grouping: samples, by: \.patient).sorted { $0.key < $1.key }
      .map { $0.value.sorted { $0.path < $1.path } }.shuffled(using: &random)
    let deepest = patients.map(\.count).max() ?? 0
    return Array(
      (0..<deepest).flatMap { round in patients.compactMap { $0.indices.contains(round) ? $0[round] : nil } }
        .prefix(count))
  }

  private static func image(_ view: View, _ preprocessing: Preprocessing, seed: UInt64) throws -> PreparedImage {
    let picture = try RadiographReader.read(contentsOf: view.sample.url, options: preprocessing.readingOptions())
    guard let stress = view.stress else { return try preprocessing.prepare(picture) }
    let scaled = try picture.scaledDown(to: preprocessing.inputSize)
    return try preprocessing.prepare(stress.apply(to: scaled, seed: seed, index: view.index))
  }
}
