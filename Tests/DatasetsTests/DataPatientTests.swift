import Datasets
import Foundation
import Testing

@Suite struct DataPatientTests {
  @Test(arguments: [
    ("person12_bacteria_46.jpeg", "person12", "bacteria"), ("person447_virus_921_1.jpeg", "person447", "virus"),
    ("IM-0115-0001.jpeg", "IM-0115", nil), ("IM-0467-0001-0002.jpeg", "IM-0467", nil),
    ("NORMAL2-IM-0493-0001.jpeg", "NORMAL2-IM-0493", nil), ("BACTERIA-1008087-0001.jpeg", "1008087", "bacteria"),
    ("NORMAL-1003233-0001.jpeg", "1003233", nil), ("00000013_026.png", "00000013", nil),
    ("1.2.840.10008.1.5", "1.2.840.10008.1.5", nil), ("scan 7.final.dcm", "scan 7.final", nil), ("plain", "plain", nil),
    ("person_bacteria_1.png", "person_bacteria_1", nil), ("IM-x-1.png", "IM-x-1", nil),
    ("train/NORMAL/IM-0115-0001.jpeg", "IM-0115", nil), (".hidden", ".hidden", nil),
  ])
  func patientOfName(name: String, patient: String, subtype: String?) {
    let facts = PatientIdentifier.facts(fileName: name)
    #expect(facts.patient == patient)
    #expect(facts.subtype == subtype)
  }

  private static let shared = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/data/xrays").standardizedFileURL

  @Test(.enabled(if: FileManager.default.fileExists(atPath: shared.path)))
  func noNameOfTheSharedRadiographsFallsThrough() throws {
    let dataset = try Dataset.read(Self.shared)
    #expect(dataset.samples.count == 64)
    #expect(!dataset.samples.contains { $0.fileName.hasPrefix($0.patient + ".") })
    #expect(dataset.samples.allSatisfy { ($0.attributes.subtype != nil) == ($0.label == 1) })
  }
}
