public import Datasets
import Foundation
public import Radiograph

/// The images of a data set after the first half of the preprocessing: 8 bits a sample, read on all cores, and kept in
/// memory as far as a budget allows.
///
/// Ranks on a machine read a part each, and keep what they have read together.
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
  public var keptBytes: Int { kept.bytes }
  private let kept: KeptImages
  /// The number of each sample among the kept.
  private let places: [Int]

  /// A quarter of the memory that the machine has.
  public static var standardBudget: Int { Int(clamping: ProcessInfo.processInfo.physicalMemory / 4) }

  /// Reads the images of `samples`.
  ///
  /// - Parameters:
  ///   - parts: The preprocessing in two, where training images shall be varied after the first.
  ///   - budget: Bytes of images that are kept at most, on a machine.
  ///   - ranks: Those that read the same images.
  ///   - observer: Is told of the progress.
  /// - Throws: ``DataError/tooManyUnreadable(count:total:examples:)``; ``LearningError/inputSizeUnknown``.
  public init(
    _ samples: [Sample], preprocessing: Preprocessing, parts: PartedPreprocessing? = nil,
    budget: Int = ImageStore.standardBudget, ranks: Ranks = .alone,
    observer: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    guard let size = preprocessing.inputSize else { throw LearningError.inputSizeUnknown }
    kept = try KeptImages(
      samples.count, budget: budget, imageBytes: Self.imageBytes(preprocessing, parts), among: ranks,
      progress: { observer(.progress(title: "Reading images", done: $0, total: $1)) },
      { index in
        let image = try Self.read(samples[index], preprocessing, parts)
        // Nothing is learnt from the test part, so its images are wanted once.
        return samples[index].split == .test ? nil : image
      })
    let read = ReadSamples(samples, failures: kept.failures)
    try read.check()
    self.samples = read.samples
    places = read.values
    unreadable = read.unreadable
    self.preprocessing = preprocessing
    self.parts = parts
    self.size = size
  }

  /// Images that ``KeptImages`` has made of `samples`, all kept but for those that could not be made.
  ///
  /// - Throws: ``LearningError/inputSizeUnknown``.
  init(_ samples: [Sample], kept: KeptImages, preprocessing: Preprocessing) throws {
    guard let size = preprocessing.inputSize else { throw LearningError.inputSizeUnknown }
    let made = ReadSamples(samples, failures: kept.failures)
    self.samples = made.samples
    places = made.values
    unreadable = made.unreadable
    self.kept = kept
    self.size = size
    self.preprocessing = preprocessing
    parts = nil
  }

  /// The image at an index into ``samples``; a training image is as ``parts`` say.
  ///
  /// - Throws: `RadiographError` if it is not kept and can't be read any more.
  public func image(_ index: Int) throws -> PreparedImage {
    try kept[places[index]] ?? Self.read(samples[index], preprocessing, parts)
  }

  /// Bytes that an image has at most.
  static func imageBytes(_ preprocessing: Preprocessing, _ parts: PartedPreprocessing? = nil) -> Int {
    let sizes = [preprocessing.inputSize, parts?.first.inputSize].compactMap { $0 }
    return sizes.map { $0.width * $0.height }.reduce(0, max) * (preprocessing.color == .grayscale ? 1 : 3)
  }

  private static func read(
    _ sample: Sample, _ whole: Preprocessing, _ parts: PartedPreprocessing?
  ) throws -> PreparedImage {
    let preprocessing = sample.split == .train ? parts?.first ?? whole : whole
    return try preprocessing.prepare(
      RadiographReader.read(contentsOf: sample.url, options: whole.readingOptions()))
  }
}
