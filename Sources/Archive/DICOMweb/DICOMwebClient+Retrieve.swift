import AsyncHTTPClient
public import Foundation
import NIOHTTP1
import ResultObjects

extension DICOMwebClient {
  /// Retrieves a series, or one instance of it, as the server has it (WADO-RS, PS3.18 section 10.4).
  ///
  /// - Parameters:
  ///   - instance: The SOP Instance UID; nil for the whole series.
  ///   - folder: Where the files are written; what came before a failure is left there, for the caller to remove.
  /// - Returns: Part 10 files, as many as the limits allow at most.
  /// - Throws: ``DICOMwebError``.
  public func retrieve(
    study: String, series: String, instance: String? = nil, into folder: URL
  ) async throws(DICOMwebError) -> [URL] {
    guard DICOMUID.isValid(study), DICOMUID.isValid(series), instance.map(DICOMUID.isValid) ?? true else {
      throw .invalidUID
    }
    let path = ["studies", study, "series", series] + (instance.map { ["instances", $0] } ?? [])
    let limits = limits
    // A star asks for the transfer syntax that is stored.
    let request = try request(
      .GET, path, accept: "multipart/related; type=\"application/dicom\"; transfer-syntax=*")
    return try await exchange(request) { response in
      guard response.status == .ok else { throw DICOMwebError.refused(status: Int(response.status.code)) }
      var parts = try RetrievedParts(
        contentType: response.headers.first(name: "Content-Type") ?? "", into: folder, limits: limits)
      for try await piece in response.body { try parts.append(piece) }
      return try parts.finish()
    }
  }
}
