import Foundation
import Inference
import ResultObjects
import Testing

@Suite struct AnnouncementTests {
  @Test func tellsWhoAndWhat() throws {
    let (reading, source) = try MessageFixture.positive()
    let data = try Announcement.data(reading, of: source)
    #expect(data == (try Announcement.data(reading, of: source)))
    let json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["event"] as? String == "reading")
    #expect(json["study_instance_uid"] as? String == source.study)
    #expect(json["sop_instance_uid"] as? String == source.sopInstance)
    #expect(json["patient_id"] as? String == "PID-1" && json["accession_number"] as? String == "A-4711")
    #expect(json["positive"] as? Bool == true && json["probability"] as? Double == 0.931)
    #expect(json["threshold"] as? Double == 0.61 && json["refused"] as? Bool == false)
    #expect((json["model"] as? [String: Any])?["name"] as? String == "chest-densenet")
    #expect((json["report"] as? [String: [String]])?["impression"]?.last == ReportText.disclaimer)
    #expect((json["id"] as? String)?.hasPrefix("2.25.") == true)
  }

  @Test func refusalHasNoFigures() throws {
    let (reading, source) = try MessageFixture.refused()
    let data = try Announcement.data(reading, of: source)
    let json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["refused"] as? Bool == true)
    #expect(json["positive"] is NSNull && json["probability"] is NSNull && json["threshold"] is NSNull)
  }
}
