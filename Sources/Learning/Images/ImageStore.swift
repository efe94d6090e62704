public import Datasets
import Foundation
public import Radiograph
import Synchronization

/// The images of a data set after the first half of the preprocessing: 8 bits a sample, read on all cores, and kept in
/// memory as far as a budget allows.
///
/// Every image is read once to begin with, so that those that can't be read are known before anything is learnt. What the
/// budget has no room for is read again whenever it is asked for.
///
/// Of training images it may hold what comes out of a first part of the preprocessing, to be varied before the rest.
public final class ImageStore: Sendable {
  /// The samples that could be read, in the order in which they were given.
  public let samples: [Sample]
  /// What could not be read, by path, with the reason.
  public let unreadable: [(path: String, reason: String)]
  /// The way from a picture to the model's input.
  public let preprocessing: Preprocessing
  /// Where training images stand in the preprocessing; nil where its steps are done with them.
  public let parts: PartedPreprocessing?
  /// The size of images whose steps are done.
  public let size: ImageSize
  /// Bytes of images that are kept.
  public let keptBytes: Int
  private let kept: [PreparedImage?]

  /// A quarter of the memory that the machine has.
  public static var standardBudget: Int { Int(clamping: ProcessInfo.processInfo.physicalMemory / 4) }

  /// Reads the images of `samples`.
  ///
  /// - Parameters:
  ///   - parts: The preprocessing in two, where training images shall be varied after the first.
  ///   - budget: Bytes of images that are kept at most.
  ///   - observer: Is told of the progress.
  /// - Throws: ``DataError/tooManyUnreadable(count:total:examples:)``; ``LearningError/inputSizeUnknown``.
  public init(
    _ samples: [Sample], preprocessing: Preprocessing, parts: PartedPreprocessing? = nil,
    budget: Int = ImageStore.standardBudget, observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    guard let size = preprocessing.inputSize else { throw LearningError.inputSizeUnknown }
    let used = Atomic(0)
    let read = samples.concurrentMap(
      progress: { observer(.progress(title: "Reading images", done: $0, total: samples.count)) },
      { sample in
        Result { () throws -> PreparedImage? in
          let image = try Self.read(sample, preprocessing, parts)
          // Nothing is learnt from the test part, so its images are wanted once.
          guard sample.split != .test else { return nil }
          let total = used.add(image.samples.count, ordering: .relaxed).newValue
          guard total > budget else { return image }
          used.subtract(image.samples.count, ordering: .relaxed)
          return nil
        }
      })
    let sorted = ReadSamples(samples, read)
    try sorted.check()
    self.samples = sorted.samples
    kept = sorted.values
    unreadable = sorted.unreadable
    self.preprocessing = preprocessing
    self.parts = parts
    self.size = size
    keptBytes = used.load(ordering: .relaxed)
  }

  /// Images that are at hand, one for each of `samples`, all kept.
  ///
  /// - Throws: ``LearningError/inputSizeUnknown``.
  init(_ samples: [Sample], images: [PreparedImage], preprocessing: Preprocessing) throws {
    guard let size = preprocessing.inputSize else { throw LearningError.inputSizeUnknown }
    self.samples = samples
    self.size = size
    self.preprocessing = preprocessing
    parts = nil
    kept = images
    keptBytes = images.reduce(0) { $0 + $1.samples.count }
    unreadable = []
  }

  /// The image at an index into ``samples``; a training image is as ``parts`` say.
  ///
  /// - Throws: `RadiographError` if it is not kept and can't be read any more.
  public func image(_ index: Int) throws -> PreparedImage {
    try kept[index] ?? Self.read(samples[index], preprocessing, parts)
  }

  private static func read(
    _ sample: Sample, _ whole: Preprocessing, _ parts: PartedPreprocessing?
  ) throws -> PreparedImage {
    let preprocessing = sample.split == .train ? parts?.first ?? whole : whole
    return try preprocessing.prepare(
      RadiographReader.read(contentsOf: sample.url, options: whole.readingOptions()))
  }
}
