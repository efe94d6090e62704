import Archive
import Foundation
import Testing

struct ConfigurationTests {
  private static let whole = """
    node:
      host: 0.0.0.0
      port: 11112
      ae_title: HILUM
      callers:
        - {ae_title: ORTHANC, address: 10.0.0.7}
        - {address: 10.0.0.8}
      tls: {certificate: node.pem, key: node.key, authorities: ca.pem}
      associations: 8
      object_megabytes: 64
    spool: {folder: spool, minimum_free_megabytes: 100, maximum_megabytes: 5000, keep_hours: 2, keep_days: 30}
    retries: {first_seconds: 2, longest_seconds: 60, hours: 12}
    results: [sr]
    models: /models
    destinations:
      ORTHANC: {dimse: "ORTHANC@127.0.0.1:4242"}
      WEB: {dicomweb: "https://pacs.example/dicom-web", bearer: token}
      RIS: {mllp: "ris.example:2575"}
      HOOK: {webhook: "https://example.org/hook", secret: secret}
      SHARE: {folder: out}
    rules:
      - send: {ORTHANC: [sr, sc]}
      - when: {calling_ae: [CR1, CR2], modality: DX, body_part: chest, age: {min: 18}, decision: positive}
        send: {RIS: oru, HOOK: webhook, ORTHANC: [gsps, sr]}
    """

  private func configuration(_ yaml: String) throws -> ArchiveConfiguration {
    try ArchiveConfiguration(yaml: yaml, folder: URL(filePath: "/etc/hilum/", directoryHint: .isDirectory))
  }

  @Test func everyKeyIsRead() throws {
    let read = try configuration(Self.whole)
    #expect(read.node.port == 11112 && read.node.callers.count == 2 && read.node.callers[1].aeTitle == nil)
    #expect(read.node.tls?.key.path == "/etc/hilum/node.key" && read.node.objectBytes == 64 << 20)
    #expect(read.spool?.path == "/etc/hilum/spool" && read.limits.maximumBytes == 5000 << 20)
    #expect(read.limits.keepFiles == .seconds(7200) && read.retries.limit == .seconds(43_200))
    #expect(read.destinations.map(\.name) == ["ORTHANC", "WEB", "RIS", "HOOK", "SHARE"])
    #expect(read.destinations[2].kind == .mllp(host: "ris.example", port: 2575, tls: nil))
    #expect(read.models?.path == "/models" && read.results == [.structuredReport])
    try read.check(isInsecureAllowed: false)
  }

  @Test func messagesAndAnnouncementsMayHaveCertificates() throws {
    let read = try configuration(
      """
      destinations:
        A: {mllp: "h:2575", tls: {authorities: ca.pem}}
        B: {mllp: "h:2575", tls: {certificate: a.pem, key: a.key}}
        C: {mllp: "h:2575", tls: {}}
        D: {webhook: "https://h/x", secret: s, tls: {authorities: ca.pem}}
      """)
    func file(_ name: String) -> URL { URL(filePath: "/etc/hilum/\(name)") }
    func engine(_ tls: ClientTLS) -> DestinationConfiguration.Kind { .mllp(host: "h", port: 2575, tls: tls) }
    let found = read.destinations.map(\.kind)
    #expect(found[0] == engine(ClientTLS(authorities: file("ca.pem"))))
    #expect(found[1] == engine(ClientTLS(certificate: file("a.pem"), key: file("a.key"))))
    #expect(found[2] == engine(ClientTLS()))
    guard case .webhook(_, _, let tls, _) = found[3] else { throw Unexpected(found[3]) }
    #expect(tls == ClientTLS(authorities: file("ca.pem")))
  }

  @Test func theDocumentationsExampleIsUnderstood() throws {
    let url = URL(filePath: #filePath).appending(path: "../../../docs/archive.md").standardizedFileURL
    let page = try String(contentsOf: url, encoding: .utf8)
    let example = try #require(page.firstMatch(of: /\n    node:\n(?:(?:    .*)?\n)+/)).output
    let read = try configuration(example.split(separator: "\n").map { $0.dropFirst(4) }.joined(separator: "\n"))
    #expect(read.destinations.count == 5 && read.rules.count == 2 && read.sources.count == 2 && read.priors != nil)
    try read.check(isInsecureAllowed: false)
  }

  @Test func rulesThatHoldAddUp() throws {
    let rules = try configuration(Self.whole).rules
    func plan(_ ae: String, _ age: Double?, _ decision: RoutingRule.Decision) -> [String: [ResultKind]] {
      rules.plan(for: .init(callingAE: ae, modality: "DX", bodyPart: "CHEST", age: age, decision: decision))
    }
    let all: [String: [ResultKind]] = [
      "ORTHANC": [.structuredReport, .secondaryCapture, .presentationState], "RIS": [.oru], "HOOK": [.webhook],
    ]
    #expect(plan("CR1", 40, .positive) == all)
    let least: [String: [ResultKind]] = ["ORTHANC": [.structuredReport, .secondaryCapture]]
    #expect(plan("CR1", 40, .negative) == least)
    #expect(plan("CR1", 40, .refused) == least)
    #expect(plan("CR3", 40, .positive) == least)
    #expect(plan("CR1", 17, .positive) == least)
    #expect(plan("CR1", nil, .positive) == least)
  }

  @Test func withoutRulesEachGetsWhatItCanTake() throws {
    var read = try configuration("destinations: {A: {dimse: \"A@h:1\"}, B: {mllp: \"h:2\"}, C: {folder: x}}")
    try read.add(try #require(DestinationConfiguration(sendingTo: "D@127.0.0.1:104")))
    let plan = read.effectiveRules.plan(
      for: .init(callingAE: "X", modality: nil, bodyPart: nil, age: nil, decision: .negative))
    #expect(
      plan == [
        "A": [.structuredReport, .secondaryCapture], "B": [.oru], "C": [.structuredReport, .secondaryCapture],
        "D@127.0.0.1:104": [.structuredReport, .secondaryCapture],
      ])
    #expect(throws: ConfigurationError.destinationTwice(name: "A")) {
      try read.add(DestinationConfiguration(name: "A", kind: .folder(URL(filePath: "/x"))))
    }
  }

  @Test(arguments: [
    ("nod: {}", "line 1: unknown key nod; known are node, spool"),
    ("node: {port: ninety}", "line 1: node.port must be a whole number from 0 to 65535, not 'ninety'"),
    ("node: {object_megabytes: 257}", "node.object_megabytes must be a whole number from 1 to 256, not '257'"),
    ("node:\n  ae_title: seventeen_letters", "line 2: node.ae_title must be an AE title of 1 to 16 characters"),
    ("destinations: {A: {}}", "destination A must have one of the keys dimse, dicomweb, mllp, webhook, folder"),
    ("destinations: {A: {dimse: nowhere}}", "destinations.A.dimse must be AE@HOST:PORT, not 'nowhere'"),
    ("destinations: {A: {webhook: \"https://x\"}}", "destinations.A.secret is missing"),
    ("destinations: {A: {mllp: \"h:1\", tls: {certificate: x}}}", "destinations.A.tls.key is missing"),
    ("destinations: {A: {mllp: \"h:1\", tls: yes}}", "destinations.A.tls must be keys and values, not 'yes'"),
    ("destinations: {A: {mllp: \"h:1\", bearer: x}}", "unknown key destinations.A.bearer"),
    ("rules: [{send: {B: [sr]}}]", "there is no destination B"),
    ("destinations: {A: {mllp: \"h:1\"}}\nrules: [{send: {A: [sr]}}]", "line 2: A can't take sr, only oru"),
    ("results: [pdf]", "results[1] must be one of sr, sc, gsps, fhir, oru, webhook, not 'pdf'"),
    ("rules: [{when: {age: {min: 9, max: 3}}, send: {}}]", "age must be min and max"),
    ("a: [", "line 2: did not find"), ("[]", "the configuration must be keys and values, not a list"),
    ("node: {}\nnode: {}", "node is there twice"),
  ])
  func mistakesAreNamed(_ yaml: String, _ sentence: String) throws {
    let error = #expect(throws: ConfigurationError.self) { _ = try configuration(yaml) }
    #expect(error.map { "\($0)".contains(sentence) } == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func strangersAreKeptOut() throws {
    #expect(throws: ConfigurationError.noPort) { try ArchiveConfiguration().check(isInsecureAllowed: true) }
    let open = try configuration("node: {port: 104, host: 0.0.0.0}")
    #expect(throws: ConfigurationError.publicWithoutCallers(host: "0.0.0.0")) {
      try open.check(isInsecureAllowed: false)
    }
    try open.check(isInsecureAllowed: true)
    try configuration("node: {port: 104}").check(isInsecureAllowed: false)
  }
}
