import Bundles
import CHilum
import Foundation
import Inference
import Testing

/// The library as C programs call it, with the bundle of a released version.
struct CLibrary: ~Copyable {
  /// The goldens of the module Inference.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "InferenceTests/Goldens/released")
  static let bundle = folder.appending(path: "bundle").path
  static let picture = folder.appending(path: "picture.png").path

  /// No network outlines lungs in this process, as other tests expect.
  private static let hasNoLungs: Bool = {
    setenv("HILUM_LUNGS", "/nowhere.safetensors", 1)
    defer { unsetenv("HILUM_LUNGS") }
    var array: UnsafeMutablePointer<hilum_array>?
    let status = LentPicture(path: picture).with { hilum_outline($0, nil, &array) }
    var model: OpaquePointer?
    let loaded = hilum_load(bundle, nil, &model)
    hilum_model_release(model)
    return status == hilum_status(HILUM_BAD_PICTURE) && code == "no_lung_network" && loaded == hilum_status(HILUM_OK)
  }()

  let model: OpaquePointer

  init(_ options: String? = nil) throws {
    #expect(Self.hasNoLungs)
    var model: OpaquePointer?
    try #require(hilum_load(Self.bundle, options, &model) == hilum_status(HILUM_OK))
    self.model = try #require(model)
  }

  deinit { hilum_model_release(model) }

  /// The last error's name for programs and sentence for people.
  static var code: String { hilum_last_error_code().map { String(cString: $0) } ?? "NULL" }
  static var message: String { hilum_last_error().map { String(cString: $0) } ?? "NULL" }

  /// The bundle's reader in Swift.
  static func predictor() throws -> Predictor {
    #expect(hasNoLungs)
    return try Predictor(
      ModelBundle(contentsOf: URL(filePath: bundle)), options: EngineOptions(mode: .throughput), explaining: true)
  }

  /// The results of pictures.
  func predict(_ lent: [LentPicture], _ options: String? = nil) throws -> [ResultCopy] {
    var results: UnsafeMutablePointer<hilum_results>?
    let status = withExtendedLifetime(lent) {
      hilum_predict(model, lent.map(\.picture), lent.count, options, nil, &results)
    }
    try #require(status == hilum_status(HILUM_OK), "\(Self.message)")
    defer { hilum_results_release(results) }
    let items = try #require(results).pointee
    return (0..<items.count).map { ResultCopy(items.items[$0]) }
  }

  /// What a function that makes an array makes.
  static func array<Element>(
    of type: Element.Type, _ body: (UnsafeMutablePointer<UnsafeMutablePointer<hilum_array>?>) -> hilum_status
  ) throws -> (values: [Element], shape: [Int], element: Int, json: String?) {
    var made: UnsafeMutablePointer<hilum_array>?
    try #require(body(&made) == hilum_status(HILUM_OK), "\(message)")
    defer { hilum_array_release(made) }
    let array = try #require(made).pointee
    let extents = [array.shape.0, array.shape.1, array.shape.2].prefix(Int(array.rank)).map { Int($0) }
    let data = try #require(array.data).assumingMemoryBound(to: type)
    return (
      Array(UnsafeBufferPointer(start: data, count: extents.reduce(1, *))), extents, Int(array.element),
      array.json.map { String(cString: $0) }
    )
  }
}
