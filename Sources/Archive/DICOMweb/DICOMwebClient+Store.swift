import AsyncHTTPClient
public import Foundation
import NIOHTTP1

extension DICOMwebClient {
  /// Stores Part 10 files (STOW-RS, PS3.18 section 10.5), all in one request, whose bytes are read while they are sent.
  ///
  /// - Returns: which instances the server took and which it did not. A server that took all (200) and says no more than
  ///   that leaves both empty; of any other status the answer names instances.
  /// - Throws: ``DICOMwebError``; `.refused` and `.malformedAnswer` where the server says nothing of single instances,
  ///   whatever else its answer holds.
  public func store(_ files: [URL]) async throws(DICOMwebError) -> StoreAnswer {
    let (limits, upload) = (limits, try MultipartUpload(files))
    var request = try request(.POST, ["studies"], accept: "application/dicom+json")
    request.headers.add(name: "Content-Type", value: upload.contentType)
    request.body = .stream(upload, length: .known(Int64(upload.byteCount)))
    return try await exchange(request) { response in
      let status = Int(response.status.code)
      // 200: all stored; 202: some; 409: none, and for each there is a reason.
      guard [200, 202, 409].contains(status) else { throw DICOMwebError.refused(status: status) }
      let body = try await Self.bytes(of: response, limit: limits.jsonBytes)
      let answer = (try? DICOMJSON.dataSets(body).first).map { StoreAnswer($0) } ?? StoreAnswer()
      guard answer.isEmpty else { return answer }
      switch status {
      case 200: return answer
      case 409: throw DICOMwebError.refused(status: status)
      default: throw DICOMwebError.malformedAnswer("it does not say which instances were stored")
      }
    }
  }
}
