import CHilum
import Foundation
import Testing

/// Nothing that is passed in can end the process.
@Suite struct BadInputTests {
  private let bad = hilum_status(HILUM_BAD_ARGUMENT)

  @Test func nothingIsNeverReadFrom() throws {
    let library = try CLibrary()
    var model: OpaquePointer?
    #expect(hilum_load(nil, nil, &model) == bad && model == nil)
    #expect(CLibrary.message == "bundle must not be NULL" && CLibrary.code == "bad_argument")
    #expect(hilum_load(CLibrary.bundle, nil, nil) == bad)
    #expect(hilum_describe(nil) == nil)
    var results: UnsafeMutablePointer<hilum_results>?
    #expect(hilum_predict(nil, nil, 0, nil, nil, &results) == bad && results == nil)
    #expect(hilum_predict(library.model, nil, 1, nil, nil, &results) == bad && results == nil)
    #expect(hilum_predict(library.model, nil, 0, nil, nil, nil) == bad)
    var picture = hilum_picture()
    for count in [-1, Int.max] {
      #expect(hilum_predict(library.model, &picture, count, nil, nil, &results) == bad && results == nil)
    }
    var observer = hilum_observer()
    #expect(hilum_predict(library.model, &picture, 1, nil, &observer, &results) == 0)
    hilum_results_release(results)
    var array: UnsafeMutablePointer<hilum_array>?
    #expect(hilum_read(nil, nil, &array) == bad && hilum_read(&picture, nil, nil) == bad)
    #expect(hilum_preprocess(nil, &picture, nil, &array) == bad)
    #expect(hilum_preprocess(library.model, nil, nil, &array) == bad)
    #expect(hilum_outline(nil, nil, &array) == bad && array == nil)
    hilum_model_release(nil)
    hilum_results_release(nil)
    hilum_array_release(nil)
  }

  @Test func pathsThatAreNoBundle() {
    var model: OpaquePointer?
    let status = hilum_status(HILUM_BAD_BUNDLE)
    #expect(hilum_load("/nowhere", nil, &model) == status && CLibrary.code == "not_found")
    #expect(hilum_load("/", nil, &model) == status && CLibrary.code == "bad_bundle")
    #expect(hilum_load(CLibrary.picture, nil, &model) == status && model == nil)
    #expect(hilum_load(CLibrary.bundle, #"{"precision": "int8"}"#, &model) == status)
    #expect(CLibrary.message.contains("int8 needs"))
  }

  @Test(arguments: [
    "", " ", "[]", "null", "{", #"{"precision": "f16"}"#, #"{"precission": "f32"}"#, #"{"threads": 0}"#,
    #"{"threads": -1}"#, #"{"threads": 1e300}"#, #"{"threads": "two"}"#, #"{"mode": 1}"#, #"{"explain": "yes"}"#,
    "{\"precision\": \"\u{1}\"}", "\u{FEFF}{",
  ]) func optionsThatAreNone(_ text: String) {
    var model: OpaquePointer?
    #expect(hilum_load(CLibrary.bundle, text, &model) == bad)
    #expect(model == nil && CLibrary.code == "bad_argument")
  }

  @Test func optionsOfManyBytes() {
    var model: OpaquePointer?
    for (part, count) in [("[", 60_000), (#"{"a":"#, 10_000), (" ", 70_000)] {
      #expect(hilum_load(CLibrary.bundle, String(repeating: part, count: count), &model) == bad)
    }
  }

  @Test(arguments: [
    #"{"explain": "magic"}"#, #"{"class": "BROKEN"}"#, #"{"longer_side": 0}"#, #"{"longer_side": -5}"#,
    #"{"grid": ""}"#, #"{"overlay": 1}"#, #"{"frames": 1}"#,
  ]) func optionsThatPredictHasNot(_ text: String) throws {
    var results: UnsafeMutablePointer<hilum_results>?
    let library = try CLibrary()
    #expect(hilum_predict(library.model, nil, 0, text, nil, &results) == bad)
    #expect(results == nil)
  }

  /// The errors are those of a picture: others are read.
  @Test func arraysThatAreNone() throws {
    let library = try CLibrary()
    let good = LentPicture([UInt8](repeating: 9, count: 400), Int(HILUM_UINT8), height: 20, width: 20)
    let changes: [(String, String, (inout hilum_picture) -> Void)] = [
      ("no data", "bad_argument", { $0.data = nil }),
      ("unknown kind", "bad_argument", { $0.kind = 7 }),
      ("unknown element", "bad_argument", { $0.element = -3 }),
      ("two channels", "bad_argument", { $0.channels = 2 }),
      ("no rows", "image_too_small", { $0.height = 0 }),
      ("rows below nothing", "image_too_small", { $0.height = -20 }),
      ("more rows than there are", "bad_argument", { $0.height = 21 }),
      ("absurdly many rows", "image_too_large", { $0.height = .max }),
      ("absurd size", "image_too_large", { ($0.height, $0.width) = (.max, .max) }),
      ("too long a side", "image_too_large", { $0.width = 20_001 }),
      ("a stride back", "bad_argument", { $0.row_stride = -20 }),
      ("a short stride", "bad_argument", { $0.row_stride = 19 }),
      ("a stride beyond the end", "bad_argument", { $0.row_stride = 21 }),
      ("an absurd stride", "bad_argument", { $0.row_stride = .max }),
      ("the least stride", "bad_argument", { $0.row_stride = .min }),
      ("no bytes", "bad_argument", { $0.size = 0 }),
      ("a byte too few", "bad_argument", { $0.size = 399 }),
      ("larger elements", "bad_argument", { $0.element = Int32(HILUM_FLOAT32) }),
      ("bytes of no file", "unsupported_media_type", { $0.kind = Int32(HILUM_BYTES) }),
      ("an empty file", "empty_file", { ($0.kind, $0.size) = (Int32(HILUM_BYTES), 0) }),
      ("an absurd file", "file_too_large", { ($0.kind, $0.size) = (Int32(HILUM_BYTES), .max) }),
    ]
    let results = try library.predict(changes.map { LentPicture(good, $0.2) } + [good])
    for (change, result) in zip(changes, results) {
      #expect(result.code == change.1, "\(change.0): \(result.json)")
      #expect(result.status != 0 && result.json.contains(#""error""#))
    }
    #expect(results.last?.status == 0)
  }

  @Test(arguments: [-0.001, 1.001, Float.nan, .infinity, -.infinity, 255]) func levelsBeyondWhite(_ level: Float) throws
  {
    var values = [Float](repeating: 0.5, count: 400)
    values[399] = level
    for channels in [1, 3] {
      let all = (1..<channels).reduce(values) { all, _ in all + values }
      let pixels = LentPicture(all, Int(HILUM_FLOAT32), height: 20, width: 20, channels: channels)
      #expect(try CLibrary().predict([pixels])[0].code == "bad_argument")
    }
  }

  @Test(arguments: [-1, 5, Int.max, .min]) func framesAndWindowsThatAreNot(_ number: Int) throws {
    let library = try CLibrary()
    let path = LentPicture(path: CLibrary.picture)
    // A PNG has neither.
    #expect(try library.predict([path], #"{"frame": \#(number), "window": \#(number)}"#)[0].status == 0)
  }
}
