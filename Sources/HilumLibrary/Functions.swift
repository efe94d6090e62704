// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation
// The functions of hilum.h, where they are documented; the compiler compares the two.

import Bundles
public import CHilum

// MARK: - Status

@c @implementation
public func hilum_last_error() -> UnsafePointer<CChar>? { LastError.message }

@c @implementation
public func hilum_last_error_code() -> UnsafePointer<CChar>? { LastError.code }

@c @implementation
public func hilum_version() -> UnsafePointer<CChar>? { version.pointer }

private let version = CText(ProductVersion.current.utf8)

// MARK: - Models

@c @implementation
public func hilum_load(
  _ bundle: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?, _ model: UnsafeMutablePointer<OpaquePointer?>?
) -> hilum_status {
  Library.make(model) {
    guard let bundle else { throw LibraryError.missing("bundle") }
    let loaded = try LoadedModel(String(cString: bundle), .read(options))
    return OpaquePointer(Unmanaged.passRetained(loaded).toOpaque())
  }
}

@c @implementation
public func hilum_model_release(_ model: OpaquePointer?) {
  if let model { Unmanaged<LoadedModel>.fromOpaque(UnsafeRawPointer(model)).release() }
}

@c @implementation
public func hilum_describe(_ model: OpaquePointer?) -> UnsafePointer<CChar>? {
  (try? LoadedModel.at(model))?.description.pointer
}

// MARK: - Predicting

@c @implementation
public func hilum_predict(
  _ model: OpaquePointer?, _ pictures: UnsafePointer<hilum_picture>?, _ count: Int, _ options: UnsafePointer<CChar>?,
  _ observer: UnsafePointer<hilum_observer>?, _ results: UnsafeMutablePointer<UnsafeMutablePointer<hilum_results>?>?
) -> hilum_status {
  Library.make(results) {
    let pictures = UnsafeBufferPointer(start: pictures, count: try Prediction.checked(count, pictures))
    return try Prediction(.at(model), .read(options)).results(of: pictures, observer: observer?.pointee)
  }
}

@c @implementation
public func hilum_results_release(_ results: UnsafeMutablePointer<hilum_results>?) { ResultStorage.release(results) }

// MARK: - Arrays

@c @implementation
public func hilum_read(
  _ picture: UnsafePointer<hilum_picture>?, _ options: UnsafePointer<CChar>?,
  _ array: UnsafeMutablePointer<UnsafeMutablePointer<hilum_array>?>?
) -> hilum_status {
  Library.make(array) { try PictureArrays.levels(LentPicture(at: picture), .read(options)) }
}

@c @implementation
public func hilum_preprocess(
  _ model: OpaquePointer?, _ picture: UnsafePointer<hilum_picture>?, _ options: UnsafePointer<CChar>?,
  _ array: UnsafeMutablePointer<UnsafeMutablePointer<hilum_array>?>?
) -> hilum_status {
  Library.make(array) {
    try PictureArrays.input(of: LoadedModel.at(model).predictor, LentPicture(at: picture), .read(options))
  }
}

@c @implementation
public func hilum_outline(
  _ picture: UnsafePointer<hilum_picture>?, _ options: UnsafePointer<CChar>?,
  _ array: UnsafeMutablePointer<UnsafeMutablePointer<hilum_array>?>?
) -> hilum_status {
  Library.make(array) { try PictureArrays.outline(LentPicture(at: picture), .read(options)) }
}

@c @implementation
public func hilum_array_release(_ array: UnsafeMutablePointer<hilum_array>?) { ArrayStorage.release(array) }
