import CHilum
import Files
import Foundation
import Inference
import Radiograph
import Synchronization
import Testing

/// Results are those of the readers in Swift, whatever a picture comes from.
@Suite struct PredictTests {
  private let file = URL(filePath: CLibrary.picture)

  /// The line that `hilum predict --json` prints.
  private func line(_ reading: Reading, file: String?) throws -> String {
    var reading = reading
    reading.file = file
    reading.milliseconds = 0
    return String(decoding: try JSONLine.bytes(reading), as: UTF8.self)
  }

  @Test func aFileBytesAndPixelsAreReadAlike() throws {
    let library = try CLibrary()
    let outcome = try CLibrary.predictor().read(.file(file))
    let bytes = try Data(contentsOf: file)
    let picture = try RadiographReader.read(contentsOf: file)
    guard case .gray8(let levels) = picture.pixels else {
      Issue.record("the golden picture is grey")
      return
    }
    let results = try library.predict([
      LentPicture(path: CLibrary.picture), LentPicture(file: Array(bytes)),
      LentPicture(levels, Int(HILUM_UINT8), height: picture.height, width: picture.width),
      LentPicture(gray8: levels, height: picture.height, width: picture.width),
    ])
    #expect(results.map(\.status) == [0, 0, 0, 0])
    #expect(results[0].line == (try line(outcome.reading, file: CLibrary.picture)))
    for result in results.dropFirst() { #expect(result.line == (try line(outcome.reading, file: nil))) }
    for result in results {
      #expect(result.probabilities == outcome.assessment.probabilities)
      #expect(result.heatmap.isEmpty && result.overlay.isEmpty && result.code == nil)
    }
  }

  @Test func aNameIsPutBeforeThePath() throws {
    let name = try #require(strdup("42.png"))
    defer { free(name) }
    let named = LentPicture(LentPicture(path: CLibrary.picture)) { $0.name = UnsafePointer(name) }
    let json = try CLibrary().predict([named])[0].json
    #expect(json.contains(#""file":"42.png""#))
  }

  @Test func heatMapsAreThoseOfTheReader() throws {
    let library = try CLibrary(#"{"explain": true, "mode": "latency"}"#)
    let predictor = try CLibrary.predictor()
    let path = LentPicture(path: CLibrary.picture)
    let outcome = try predictor.read(.file(file), explainedBy: .gradCAM)
    let map = try #require(outcome.explanation?.map)
    let small = try library.predict([path], #"{"explain": "grad-cam", "overlay": true}"#)[0]
    #expect(small.heatmapSize == [map.height, map.width] && small.heatmap == map.values)
    #expect(small.overlay == (try outcome.explanation?.overlay().pngFile(fast: true)))

    let whole = try library.predict([path], #"{"explain": "grad-cam", "grid": "picture"}"#)[0]
    let picture = try #require(try outcome.explanation?.pictureMap())
    #expect(whole.heatmapSize == [picture.height, picture.width] && whole.heatmap == picture.values)
    #expect(whole.overlay.isEmpty)

    let other = 1 - outcome.assessment.bestIndex
    let name = outcome.assessment.classes[other]
    let chosen = try library.predict([path], #"{"explain": "grad-cam++", "class": "\#(name)"}"#)[0]
    let expected = try predictor.read(.file(file), explainedBy: .gradCAMPlusPlus, of: other)
    #expect(chosen.heatmap == expected.explanation?.map.values)
  }

  @Test func aReportIsWhatTheProgramSays() throws {
    let path = LentPicture(path: CLibrary.picture)
    let json = try CLibrary().predict([path], #"{"report": true}"#)[0].json
    #expect(json.contains(#""report":{"findings":["#) && json.contains(ReportText.disclaimer))
  }

  @Test func badPicturesCostOnlyThemselves() throws {
    let paths = ["/nowhere.png", CLibrary.picture, CLibrary.bundle + "/model.json"].map(LentPicture.init(path:))
    let results = try CLibrary().predict(paths)
    #expect(results.map(\.status) == [Int(HILUM_BAD_PICTURE), 0, Int(HILUM_BAD_PICTURE)])
    #expect(results.map(\.code) == ["unreadable_file", nil, "unsupported_media_type"])
    #expect(
      results[0].json
        == #"{"error":{"code":"unreadable_file","message":"there is no such file"},"file":"/nowhere.png"}"#)
    #expect(results[0].probabilities.isEmpty)
  }

  @Test func noPicturesHaveNoResults() throws { #expect(try CLibrary().predict([]).isEmpty) }

  /// What the observer of a call counts.
  private final class Count {
    let told = Atomic(0)
    let limit: Int
    init(limit: Int) { self.limit = limit }
  }

  @Test(arguments: [1000, 3]) func anObserverIsToldAndMayStop(limit: Int) throws {
    let library = try CLibrary()
    let path = LentPicture(path: CLibrary.picture)
    let pictures = [hilum_picture](repeating: path.picture, count: 40)
    let count = Count(limit: limit)
    var observer = hilum_observer(
      progress: { context, done, count in
        guard let context else { return 0 }
        let own = Unmanaged<Count>.fromOpaque(context).takeUnretainedValue()
        return own.told.add(1, ordering: .relaxed).newValue >= own.limit && done <= count ? 1 : 0
      }, context: Unmanaged.passUnretained(count).toOpaque())
    var results: UnsafeMutablePointer<hilum_results>?
    #expect(hilum_predict(library.model, pictures, pictures.count, nil, &observer, &results) == 0)
    defer { hilum_results_release(results) }
    let statuses = try (0..<40).map { try #require(results).pointee.items[$0].status }
    withExtendedLifetime(path) {}
    let told = count.told.load(ordering: .relaxed)
    let stopped = statuses.count { $0 == hilum_status(HILUM_CANCELLED) }
    #expect(limit > 40 ? stopped == 0 && told == 40 : stopped > 0 && stopped <= 37 && told >= 3)
  }

  @Test func eightThreadsReadAtOnce() throws {
    let library = try CLibrary()
    let path = LentPicture(path: CLibrary.picture)
    let expected = try library.predict([path])[0].line
    nonisolated(unsafe) let (model, picture) = (library.model, path.picture)
    let different = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for _ in 0..<10 {
        var results: UnsafeMutablePointer<hilum_results>?
        let status = hilum_predict(model, [picture, picture], 2, nil, nil, &results)
        if status != 0 || results.map({ ResultCopy($0.pointee.items[1]).line }) != expected {
          different.add(1, ordering: .relaxed)
        }
        hilum_results_release(results)
        // Each thread has its own last error.
        var none: OpaquePointer?
        let code = thread % 2 == 0 ? "bad_argument" : "not_found"
        if hilum_load(thread % 2 == 0 ? nil : "/nowhere", nil, &none) == 0 || CLibrary.code != code {
          different.add(1, ordering: .relaxed)
        }
      }
    }
    withExtendedLifetime(path) {}
    #expect(different.load(ordering: .relaxed) == 0)
  }

  @Test func theDescriptionIsTheModels() throws {
    let library = try CLibrary()
    let text = try #require(hilum_describe(library.model))
    let json = try #require(JSONSerialization.jsonObject(with: Data(String(cString: text).utf8)) as? [String: Any])
    #expect(json["classes"] as? [String] == ["NORMAL", "PNEUMONIA"])
    #expect(json["input_shape"] as? [Int] == [3, 32, 32] && json["precision"] as? String == "f32")
    #expect(json["files"] == nil && json["operating_point"] != nil)
  }
}
