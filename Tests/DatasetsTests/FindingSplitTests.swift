import Datasets
import FolderTesting
import Foundation
import Metrics
import Testing

/// Division of images with several findings, or of which findings are unknown.
@Suite struct FindingSplitTests {
  /// Made tables, and how far an independent implementation's divisions deviate; see `Goldens/stratification.py`.
  private struct Goldens: Decodable {
    struct Case: Decodable {
      let reference: String
      let shares: [Double]
      let patients: [Int]
      let rows: [String]
      let deviation: Double

      var samples: [Sample] {
        zip(rows, patients).enumerated().map { number, image in
          let truth = Truth.findings(image.0.map { $0 == "?" ? nil : $0 == "1" })
          return Sample(
            url: URL(filePath: "/nowhere/\(number).png"), path: "\(number).png", truth: truth, patient: "p\(image.1)")
        }
      }
    }
    let cases: [Case]

    static func read() throws -> Goldens {
      let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/stratification.json")
      return try JSONDecoder().decode(Goldens.self, from: Data(contentsOf: file))
    }
  }

  private static let names = (0..<8).map { "finding \($0)" }

  private func positives(_ samples: [Sample], _ finding: Int) -> Int {
    samples.count { if case .findings(let findings) = $0.truth { findings[finding] == true } else { false } }
  }

  @Test("divisions deviate no more than an independent implementation's")
  func deviation() throws {
    for table in try Goldens.read().cases {
      let samples = table.samples
      var sum = 0.0
      for seed in 0..<10 {
        let parts = try PatientSplitter(seed: UInt64(seed)).parts(
          of: samples, classes: Self.names, shares: table.shares)
        let owners = Dictionary(grouping: samples.indices) { samples[$0].patient }
        #expect(owners.values.allSatisfy { Set($0.map { parts[$0] }).count == 1 }, "patients stay together")
        for (part, share) in table.shares.enumerated() {
          let inside = samples.indices.filter { parts[$0] == part }.map { samples[$0] }
          #expect(abs(Double(inside.count) / Double(samples.count) - share) < 0.03)
          for finding in Self.names.indices {
            let (some, all) = (positives(inside, finding), positives(samples, finding))
            sum += abs(Double(some) / Double(all) - share)
          }
        }
      }
      let deviation = sum / Double(10 * table.shares.count * Self.names.count)
      #expect(
        deviation <= table.deviation + 1e-12, "\(table.reference), \(table.shares): \(deviation) of \(table.deviation)")
    }
  }

  @Test func neitherOrderNorRunMatters() throws {
    for table in try Goldens.read().cases {
      func parts(_ samples: [Sample], seed: UInt64) throws -> [Int] {
        try PatientSplitter(seed: seed).parts(of: samples, classes: Self.names, shares: table.shares)
      }
      let first = try parts(table.samples, seed: 5)
      #expect(try parts(table.samples, seed: 5) == first)
      #expect(try parts(table.samples.reversed(), seed: 5).reversed() == first)
      #expect(try parts(table.samples, seed: 6) != first)
    }
  }

  private func dataset(_ truths: [[Bool?]]) -> Dataset {
    let samples = truths.enumerated().map { number, truth in
      Sample(
        url: URL(filePath: "/nowhere/\(number).png"), path: "\(number).png", truth: .findings(truth),
        patient: "p\(number)")
    }
    return Dataset(
      task: .multilabel, classes: ["Edema", "Hernia"], samples: samples,
      provenance: Dataset.Provenance(layout: LayoutName("csv"), name: "made"))
  }

  @Test("a finding of fewer patients than parts is a note, with its splits")
  func rareFindings() throws {
    let truths: [[Bool?]] = (0..<40).map { [$0 % 3 == 0, $0 == 0] }
    let divided = try dataset(truths).prepared(rules: SplitRules(), seed: 42)
    for split in Split.allCases { #expect(divided.counts(in: split)[0] > 0) }
    #expect(Split.allCases.count { divided.counts(in: $0)[1] > 0 } == 1)
    #expect(divided.gaps.map(\.kind) == [.noPositives, .noPositives])
    #expect(divided.gaps.allSatisfy { $0.findings == ["Hernia"] })
    #expect(divided.provenance.notes.contains { $0.hasSuffix("has: Hernia. What is never there has no figures.") })
  }

  @Test("each part gets a finding that few have, if there are enough")
  func gapsAreFilled() throws {
    let truths: [[Bool?]] = (0..<60).map { [$0 % 3 == 0, $0 % 20 == 1] }
    for seed in 0..<20 {
      let divided = try dataset(truths).split(validation: 0.1, test: 0.1, seed: UInt64(seed))
      for split in Split.allCases { #expect(divided.counts(in: split).allSatisfy { $0 > 0 }) }
    }
  }

  @Test func findingsThatTellNothingApart() {
    #expect(
      thrown(DataError.self) { try dataset([[false, nil], [false, false]]).validate() }
        == .findingsAllAlike(split: nil, present: false))
    #expect(
      thrown(DataError.self) { try dataset([[true, nil], [true, true]]).validate() }
        == .findingsAllAlike(split: nil, present: true))
    let unknown = dataset([[true, nil], [false, nil]])
    #expect(unknown.problems.isEmpty)
    #expect(unknown.gaps == [FindingGap(split: nil, kind: .unknown, findings: ["Hernia"])])
    #expect(
      unknown.tallies(in: nil) == [
        FindingTally(positives: 1, negatives: 1, unknown: 0), FindingTally(positives: 0, negatives: 0, unknown: 2),
      ])
  }

  @Test func foldsOfSeveralClasses() throws {
    let patients = (0..<90).map { ("p\($0)", Array(repeating: $0 % 3, count: $0 % 4 + 1)) }
    let many = Dataset.made(patients, classes: ["NORMAL", "BACTERIA", "VIRUS"])
    #expect(many.task == .multiclass && many.negativeClass == 0 && TaskClasses(many).positiveName == "Abnormal")
    let totals = many.counts(in: nil)
    for fold in try many.folds(5, seed: 42) {
      #expect(fold.sharedPatients.isEmpty)
      for (count, total) in zip(fold.counts(in: .test), totals) { #expect(abs(count - total / 5) <= 2) }
    }
  }
}
