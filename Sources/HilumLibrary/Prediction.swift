import Bundles
import CHilum
import Inference
import Radiograph
import Synchronization

/// Reads the pictures of a call.
struct Prediction: Sendable {
  private let reader: EnsembleReader
  private let workers: Int?
  private let options: PredictOptions

  /// Makes ready to read.
  ///
  /// - Throws: `LibraryError` where the options don't fit the model.
  init(_ model: LoadedModel, _ options: PredictOptions) throws {
    let classes = model.predictor.bundle.metadata.classes
    let explained = try options.explained.map { name in
      guard let index = classes.firstIndex(of: name) else { throw LibraryError.noClass(name, classes: classes) }
      return index
    }
    if let side = options.longerSide, side < 1 { throw LibraryError.unknown("longer_side", value: side) }
    reader = EnsembleReader(
      model.ensemble,
      .init(
        map: options.explain, explained: explained, zones: options.zones ?? false, report: options.report ?? false,
        frame: options.frame ?? 0, window: options.window))
    workers = model.workers
    self.options = options
  }

  /// The number of pictures, where there can be so many.
  ///
  /// - Throws: `LibraryError`.
  static func checked(_ count: Int, _ pictures: UnsafePointer<hilum_picture>?) throws -> Int {
    guard count >= 0, count < Int.max / MemoryLayout<hilum_picture>.stride else {
      throw LibraryError.unknown("count", value: count)
    }
    guard count == 0 || pictures != nil else { throw LibraryError.missing("pictures") }
    return count
  }

  /// The results of pictures, which are read side by side.
  func results(
    of pictures: UnsafeBufferPointer<hilum_picture>, observer: hilum_observer?
  ) -> UnsafeMutablePointer<hilum_results> {
    nonisolated(unsafe) let (pictures, observer) = (pictures, observer)
    let count = pictures.count
    let isStopped = Atomic(false)
    return ResultStorage.make(count) { items in
      nonisolated(unsafe) let items = items
      WorkQueue(count, workers: workers).forEach(
        scratch: {},
        progress: { done in
          guard let observer, let progress = observer.progress, !isStopped.load(ordering: .relaxed) else { return }
          if progress(observer.context, done, count) != 0 { isStopped.store(true, ordering: .relaxed) }
        },
        { index, _ in
          items[index] = result(of: pictures[index], isStopped: isStopped.load(ordering: .relaxed))
        })
    }
  }

  private func result(of picture: hilum_picture, isStopped: Bool) -> hilum_result {
    do {
      guard !isStopped else { throw LibraryError.cancelled }
      let lent = try LentPicture(picture)
      return try hilum_result(reader.read(lent.source, named: lent.name), options)
    } catch {
      return hilum_result(error, name: LentPicture.name(of: picture))
    }
  }
}
