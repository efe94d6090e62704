import Foundation
import Radiograph
public import ResultObjects

/// An archive that is asked by QIDO-RS and WADO-RS.
public struct DICOMwebSource: StudySource {
  private let client: DICOMwebClient

  /// An archive at a DICOMweb server.
  public init(_ client: DICOMwebClient) { self.client = client }

  /// Studies of days before another, by QIDO-RS.
  ///
  /// - Throws: ``DICOMwebError``.
  public func studies(patientID: String, before: StudyDate, within days: Int) async throws -> [StudySummary] {
    let range = "\(before.earlier(byDays: max(1, days)).dicom)-\(before.earlier(byDays: 1).dicom)"
    return try await client.search(
      .studies, matching: [("00100020", patientID), ("00080020", range)], fields: ["00100021"]
    ).compactMap { match in
      guard let study = match["0020000D"] else { return nil }
      return StudySummary(
        study: study, patientID: match["00100020"], issuer: match["00100021"],
        date: match["00080020"].flatMap { StudyDate($0) }, time: match["00080030"])
    }
  }

  /// The frontal chest radiographs of a study, found by QIDO-RS and fetched by WADO-RS.
  ///
  /// - Throws: ``DICOMwebError``, and what is wrong with an object that came.
  public func frontalImages(of study: String) async throws -> [FetchedObject] {
    var candidates: [ImageCandidate] = []
    let series = try await client.search(.series(study: study), fields: ["00180015"])
      .filter { ImageCandidate(in: $0, series: "").isFrontalChest }
    for match in series.prefix(ImageCandidate.seriesLimit) {
      guard let uid = match["0020000E"] else { continue }
      candidates += try await client.search(
        .instances(study: study, series: uid), fields: ["00080060", "00180015", "00185101", "00200020"]
      ).map { instance in
        var candidate = ImageCandidate(in: instance, series: uid)
        candidate.acquisition.modality = candidate.acquisition.modality ?? match["00080060"]
        candidate.acquisition.bodyPart = candidate.acquisition.bodyPart ?? match["00180015"]
        return candidate
      }
    }
    let folder = try FetchFolder()
    var objects: [FetchedObject] = []
    for candidate in ImageCandidate.chosen(candidates) where DICOMUID.isValid(candidate.instance) {
      let files = try await client.retrieve(
        study: study, series: candidate.series, instance: candidate.instance, into: folder.url)
      objects += try files.map { try FetchedObject($0, in: folder, limit: client.limits.objectBytes) }
    }
    return objects.filter { $0.source.study == study && ImageCandidate($0.source).isFrontalChest }
  }
}

extension ImageCandidate {
  /// What a search tells of a series or an instance.
  fileprivate init(in match: DICOMJSON, series: String) {
    self.init(series: series, instance: match["00080018"] ?? "", sopClass: match["00080016"])
    acquisition.modality = match["00080060"]
    acquisition.bodyPart = match["00180015"]
    acquisition.viewPosition = match["00185101"]
    orientation = match["00200020"]
  }
}
