import Files
import Foundation
import Radiograph

/// What one file of a data set turned out to be.
struct ImageInspection: Sendable {
  /// Its bytes; `nil` if they can't be read at all.
  let content: DataFingerprint.Content?
  /// Its picture, or why there is none.
  let picture: Result<Picture, Unreadable>

  /// What was decoded.
  struct Picture: Sendable {
    let format: ImageFormat
    let width: Int
    let height: Int
    let channels: Int
    let bitDepth: Int
    let acquisition: Acquisition
    let signature: ImageSignature
  }

  /// Why a file can't be read.
  struct Unreadable: Error {
    let code: String
    let reason: String
  }

  /// Reads the file once, hashes it and decodes all of its picture.
  init(_ url: URL, options: ReadingOptions) {
    do {
      let bytes = try FileReading.bytes(of: url, limit: options.limits.maximumBytes)
      content = DataFingerprint.Content(size: bytes.count, checksum: Checksum(of: bytes))
      picture = Self.decode(bytes, options: options)
    } catch {
      content = nil
      picture = .failure(Unreadable(code: "unreadable_file", reason: "\(error)"))
    }
  }

  private static func decode(_ bytes: Data, options: ReadingOptions) -> Result<Picture, Unreadable> {
    do {
      let header = try RadiographReader.header(bytes, limits: options.limits)
      let radiograph = try RadiographReader.read(bytes, options: options)
      return .success(
        Picture(
          format: header.format, width: radiograph.width, height: radiograph.height,
          channels: radiograph.pixels.channels, bitDepth: radiograph.pixels.bitDepth,
          acquisition: radiograph.acquisition, signature: ImageSignature(radiograph)))
    } catch let error as RadiographError {
      return .failure(Unreadable(code: error.code, reason: "\(error)"))
    } catch {
      return .failure(Unreadable(code: "unreadable_file", reason: "\(error)"))
    }
  }
}
