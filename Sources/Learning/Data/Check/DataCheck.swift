import Foundation
public import Radiograph

/// Looks at every image of a data set before anything is learnt from it.
///
/// Each file is read once: hashed, decoded in full and reduced to a signature, on all cores.
public struct DataCheck: Sendable {
  /// Share of unreadable images up to which training goes on without them.
  public static let unreadableLimit = 0.05

  private let options: ReadingOptions

  /// A check within the given limits.
  public init(options: ReadingOptions = .standard) {
    self.options = options
  }

  /// Checks a data set.
  ///
  /// - Parameter progress: called with the number of images that are done, never from two threads at once.
  public func run(_ dataset: Dataset, progress: (@Sendable (Int) -> Void)? = nil) -> DataReport {
    let clock = ContinuousClock()
    let start = clock.now
    let inspections = dataset.samples.concurrentMap(progress: progress) { [options] in
      ImageInspection($0.url, options: options)
    }
    let seconds = start.duration(to: clock.now) / .seconds(1)
    return DataReport(dataset, inspections, seconds: seconds)
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
