public import Foundation
public import Radiograph

/// Looks at every image of a data set before anything is learnt from it.
///
/// Each file is read once: hashed, decoded in full and reduced to a signature, on all cores.
public enum DataCheck {
  /// Share of unreadable images up to which training goes on without them.
  public static let unreadableLimit = 0.05

  /// Reads and checks a folder (or a CSV file) of labelled images.
  ///
  /// - Parameter progress: called with the number of images that are done and of all, never from two threads at once.
  /// - Throws: ``DataError`` if it is no data set.
  public static func run(
    _ url: URL, options: DatasetOptions = DatasetOptions(), progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws -> DataReport {
    run(try Dataset.read(url, options: options), progress: progress)
  }

  /// Checks a data set.
  ///
  /// - Parameters:
  ///   - options: limits within which images are decoded.
  ///   - progress: called with the number of images that are done and of all, never from two threads at once.
  public static func run(
    _ dataset: Dataset, options: ReadingOptions = .standard, progress: (@Sendable (Int, Int) -> Void)? = nil
  ) -> DataReport {
    let clock = ContinuousClock()
    let start = clock.now
    let total = dataset.samples.count
    let inspections = dataset.samples.concurrentMap(progress: { progress?($0, total) }) { sample in
      ImageInspection(sample.url, options: options)
    }
    return DataReport(dataset, inspections, seconds: start.duration(to: clock.now) / .seconds(1))
  }

  /// Refuses a data set of which too much can't be read.
  ///
  /// - Parameters:
  ///   - unreadable: file name and reason of each unreadable image.
  ///   - total: images in all.
  /// - Throws: ``DataError/tooManyUnreadable(count:total:examples:)`` beyond ``unreadableLimit``.
  public static func refuse(unreadable: [(file: String, reason: String)], of total: Int) throws {
    guard Double(unreadable.count) > unreadableLimit * Double(total) else { return }
    throw DataError.tooManyUnreadable(
      count: unreadable.count, total: total, examples: unreadable.prefix(3).map { "\($0.file): \($0.reason)" })
  }
}
