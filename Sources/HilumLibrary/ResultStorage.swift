import CHilum
import Files
import Foundation
import Inference
import Radiograph

/// Makes results that C can look at, and lets go of them.
enum ResultStorage {
  /// Makes the results of so many pictures, each of which `body` fills in, side by side or one by one.
  static func make(
    _ count: Int, _ body: (UnsafeMutablePointer<hilum_result>) -> Void
  ) -> UnsafeMutablePointer<hilum_results> {
    let items = UnsafeMutablePointer<hilum_result>.allocate(capacity: max(count, 1))
    items.initialize(repeating: hilum_result(), count: count)
    body(items)
    let results = UnsafeMutablePointer<hilum_results>.allocate(capacity: 1)
    results.initialize(to: hilum_results(count: count, items: items))
    return results
  }

  /// Lets go of results and all that they point to.
  static func release(_ results: UnsafeMutablePointer<hilum_results>?) {
    guard let results else { return }
    for index in 0..<results.pointee.count {
      let item = results.pointee.items[index]
      for text in [item.code, item.message, item.json] { text?.deallocate() }
      item.probabilities?.deallocate()
      item.heatmap?.deallocate()
      item.overlay?.deallocate()
    }
    results.pointee.items?.deallocate()
    results.deallocate()
  }
}

extension hilum_result {
  /// The result of a picture that was read.
  ///
  /// - Throws: `ExplanationError`, `RadiographError`, `EncodingError`.
  init(_ outcome: Predictor.Outcome, _ options: PredictOptions) throws {
    let map =
      options.grid == .picture
      ? try outcome.explanation?.pictureMap(longerSide: options.longerSide) : outcome.explanation?.map
    let overlay =
      options.overlay == true
      ? try outcome.explanation?.overlay(longerSide: options.longerSide).pngFile(fast: true) : nil
    let json = try JSONLine.bytes(outcome.reading)
    self.init()
    self.json = UnsafePointer(CText.copy(json))
    probabilities = Self.copy(outcome.assessment.probabilities)
    probability_count = outcome.assessment.probabilities.count
    if let map {
      heatmap = Self.copy(map.values)
      heatmap_height = Int64(map.height)
      heatmap_width = Int64(map.width)
    }
    if let overlay {
      self.overlay = Self.copy(overlay)
      overlay_size = overlay.count
    }
  }

  /// The result of a picture that could not be read.
  init(_ error: any Error, name: String?) {
    let failure = Failure(error)
    self.init()
    status = failure.status
    code = UnsafePointer(CText.copy(failure.code.utf8))
    message = UnsafePointer(CText.copy(failure.message.utf8))
    let reading = FailedReading(file: name, error: .init(code: failure.code, message: failure.message))
    json = UnsafePointer(CText.copy((try? JSONLine.bytes(reading)) ?? Data("{}".utf8)))
  }

  private static func copy<Element>(_ values: [Element]) -> UnsafePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: values.count)
    copy.initialize(from: values, count: values.count)
    return UnsafePointer(copy)
  }
}
