import Archive
import Foundation
import Testing

/// Sources and priors in an archive's configuration.
struct SourceConfigurationTests {
  private func configuration(_ yaml: String) throws -> ArchiveConfiguration {
    try ArchiveConfiguration(yaml: yaml, folder: URL(filePath: "/etc/hilum/"))
  }

  @Test func sourcesAreRead() throws {
    let found = try configuration(
      """
      sources:
        PACS: {dicomweb: "https://pacs.example/dicom-web", bearer: token, tls: {authorities: /etc/ca.pem}}
        OLD: {dimse: ARCHIVE@10.0.0.7:104, receive: HILUM_Q@0.0.0.0:11113}
      priors: {from: PACS, days: 365, seconds: 10}
      """)
    let endpoint = DICOMwebEndpoint(
      url: try #require(URL(string: "https://pacs.example/dicom-web")),
      authorization: .bearer(URL(filePath: "/etc/hilum/token")),
      tls: ClientTLS(authorities: URL(filePath: "/etc/ca.pem")))
    #expect(found.sources["PACS"] == .dicomweb(endpoint))
    #expect(
      found.sources["OLD"]
        == .dimse(
          PeerAddress(host: "10.0.0.7", port: 104, aeTitle: "ARCHIVE"),
          receiver: PeerAddress(host: "0.0.0.0", port: 11113, aeTitle: "HILUM_Q"), tls: nil))
    #expect(found.priors == PriorConfiguration(source: "PACS", days: 365, time: .seconds(10)))
    #expect(try configuration("node: {port: 104}").priors == nil)
  }

  @Test(arguments: [
    ("sources: {A: {bearer: token}}", "line 1: sources.A must be a source with the key dicomweb or the key dimse"),
    ("sources: {A: {dicomweb: 'ftp://a'}}", "line 1: sources.A.dicomweb must be an address that begins with https://"),
    ("sources: {A: {dicomweb: 'https://a', receive: B@c:1}}", "line 1: sources.A.receive must be left out"),
    ("sources: {A: {dimse: B@c:1}}", "line 1: sources.A.receive is missing"),
    ("sources: {A: {dimse: B@c:1, receive: D@e:2, bearer: x}}", "line 1: sources.A.bearer must be left out"),
    ("priors: {from: A}", "there is no source A: no sources are configured"),
    ("sources: {A: {dicomweb: 'https://a'}}\npriors: {from: B}", "there is no source B; known are A"),
    ("sources: {A: {dicomweb: 'https://a'}}\npriors: {from: A, days: 0}", "line 2: priors.days must be a whole number"),
  ])
  func whatIsWrongIsNamed(yaml: String, sentence: String) throws {
    do {
      _ = try configuration(yaml)
      Issue.record("it was read: \(yaml)")
    } catch {
      #expect("\(error)".hasPrefix(sentence), "\(error)")
    }
  }

  @Test func aSourceThatCanNotBeUsedIsNamed() throws {
    let found = try configuration("sources: {A: {dicomweb: 'http://pacs.example'}}")
    #expect(throws: ConfigurationError.unknownSource(name: "B", known: ["A"])) {
      _ = try found.studySource("B", logger: .quiet)
    }
    do {
      _ = try found.studySource("A", logger: .quiet)
      Issue.record("plain HTTP to another machine was taken")
    } catch {
      #expect("\(error)" == "the source A can't be used: 'pacs.example' is not this machine: only https is used for it")
    }
  }
}
