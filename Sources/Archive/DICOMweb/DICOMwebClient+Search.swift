import AsyncHTTPClient
import Foundation
import NIOHTTP1
import ResultObjects

extension DICOMwebClient {
  /// What a search is for.
  public enum Level: Sendable, Equatable {
    /// Studies of the whole archive.
    case studies
    /// Series of a study.
    case series(study: String)
    /// Instances of a series.
    case instances(study: String, series: String)
  }

  /// Searches (QIDO-RS, PS3.18 section 10.6).
  ///
  /// - Parameters:
  ///   - keys: What matches, by tag (`00100020`) or keyword; values as DICOM's matching has them.
  ///   - fields: What is to be told beside what a level always tells, by tag.
  /// - Returns: the matches, each with what the server tells of it.
  /// - Throws: ``DICOMwebError``; `.tooLarge(.matches, …)` where the server has more than the limit, as some of them would
  ///   be unknown.
  public func search(
    _ level: Level, matching keys: [(tag: String, value: String)] = [], fields: [String] = []
  ) async throws(DICOMwebError) -> [DICOMJSON] {
    let limits = limits
    let query =
      keys.map { ($0.tag, $0.value) } + fields.map { ("includefield", $0) } + [("limit", "\(limits.matches + 1)")]
    let request = try request(.GET, level.path(), query: query, accept: "application/dicom+json")
    let matches = try await exchange(request) { response in
      // 204 is what older servers answer where nothing matches.
      if response.status == .noContent { return [DICOMJSON]() }
      guard response.status == .ok else { throw DICOMwebError.refused(status: Int(response.status.code)) }
      return try DICOMJSON.dataSets(try await Self.bytes(of: response, limit: limits.jsonBytes))
    }
    guard matches.count <= limits.matches else { throw .tooLarge(.matches, limit: limits.matches) }
    return matches
  }
}

extension DICOMwebClient.Level {
  /// The parts of the path.
  ///
  /// - Throws: ``DICOMwebError/invalidUID``.
  fileprivate func path() throws(DICOMwebError) -> [String] {
    switch self {
    case .studies: return ["studies"]
    case .series(let study):
      guard DICOMUID.isValid(study) else { throw .invalidUID }
      return ["studies", study, "series"]
    case .instances(let study, let series):
      guard DICOMUID.isValid(study), DICOMUID.isValid(series) else { throw .invalidUID }
      return ["studies", study, "series", series, "instances"]
    }
  }
}
