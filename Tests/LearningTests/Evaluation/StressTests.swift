import Bundles
import Datasets
import Foundation
import Inference
import Learning
import Metrics
import Radiograph
import Stress
import Synchronization
import Testing

@Suite struct StressTests {
  private let training: SmallTraining
  private let bundle: ModelBundle

  init() throws {
    training = try SmallTraining(20)
    bundle = try training.run().bundle
  }

  private func evaluator(_ bootstrap: Bootstrap? = nil) throws -> Evaluator {
    let engine = try OpenVINOEngine(contentsOf: bundle.verified(.graph), options: EngineOptions(mode: .throughput))
    return Evaluator(bundle, engine: engine, bootstrap: bootstrap)
  }

  /// Ten cells, so that there are two batches of views, the second not full.
  private func battery() throws -> StressBattery {
    let kinds: [StressKind] = [.gaussianNoise, .brightnessUp, .rotationClockwise, .borders, .halfDark]
    return StressBattery(
      id: "some", cells: try kinds.flatMap { kind in try [2, 4].map { try Stress(kind, severity: $0) } })
  }

  /// The one pass finds what measuring the changed pictures one cell after the other finds.
  @Test func onePassIsWhatItsCellsAre() throws {
    let dataset = try training.dataset()
    let battery = try battery()
    let report = try evaluator().stress(dataset, battery, seed: 5)
    let clean = try #require(evaluator().evaluate(dataset).report.binary)
    #expect(report.summary.battery == "some")
    #expect(report.summary.threshold == bundle.metadata.operatingPoint.threshold)
    #expect(report.summary.clean.n == dataset.samples.count)
    #expect(Self.isNear(report.summary.clean, clean))
    #expect(report.summary.clean.refused == 0 && report.summary.clean.unlike != nil)
    #expect(report.cells.map(\.condition.severity) == battery.cells.map(\.severity))
    let learnt = try #require(bundle.metadata.variedKinds)
    #expect(report.cells.map(\.condition.seen) == battery.cells.map { learnt.contains($0.kind) })

    let folder = training.place("changed")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (cell, stress) in zip(report.cells, battery.cells) {
      var samples: [Sample] = []
      for (index, sample) in dataset.samples.enumerated() {
        let picture = try stress.apply(to: RadiographReader.read(contentsOf: sample.url), seed: 5, index: index)
        let path = "\(stress.id)-\(index).png"
        let file = folder.appending(path: path)
        try Data(picture.pngFile()).write(to: file)
        samples.append(
          Sample(
            url: file, path: path,
            label: sample.label, patient: sample.patient, split: sample.split))
      }
      let expected = try #require(evaluator().evaluate(dataset.replacing(samples: samples)).report.binary)
      #expect(Self.isNear(cell.figures, expected), "\(stress.id)")
    }
  }

  private static func isNear(_ figures: StressFigures, _ report: ClassificationReport) -> Bool {
    let pairs = [
      (figures.auroc, report[.auroc]), (figures.balancedAccuracy, report[.balancedAccuracy]),
      (figures.sensitivity, report[.sensitivity]), (figures.ece, report[.ece]),
    ]
    return figures.n == report.n && pairs.allSatisfy { abs(($0 ?? -1) - ($1 ?? -1)) < 1e-4 }
  }

  @Test func whatCannotBeReadIsRefusedOnce() throws {
    try training.write([], "NORMAL/empty.png")
    let dataset = try Dataset.read(training.data)
    let report = try evaluator(Bootstrap(resamples: 50)).stress(dataset, battery())
    #expect(report.summary.clean.n == 40)
    #expect(report.cells.allSatisfy { $0.figures.n == 40 && ($0.figures.refused ?? 0) >= 1.0 / 41 })
    #expect(report.summary.clean.refused == 1.0 / 41)
    #expect(report.summary.mean.intervals.balancedAccuracy != nil)
  }

  @Test func progressIsThatOfPictures() throws {
    let dataset = try training.dataset()
    let most = Mutex(0)
    _ = try evaluator().stress(dataset, battery()) { done in most.withLock { $0 = max($0, done) } }
    #expect(most.withLock(\.self) == dataset.samples.count)
  }

  /// A training leaves the light battery's figures in its folder, its report and its bundle.
  @Test func aRunKeepsIt() throws {
    let run = training.place("run")
    let stored = try Data(contentsOf: run.appending(path: "stress.json"))
    let report = try JSONDecoder().decode(StressReport.self, from: stored)
    #expect(report.summary.battery == "light" && report.cells.count == StressBattery.light.cells.count)
    #expect(bundle.metadata.metrics.stress == report.summary)
    #expect(report.summary.clean.n == bundle.metadata.metrics.validation?.n)
    let page = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
    #expect(page.contains("<section id=\"stress\">"))
  }

  @Test func filesForPeopleAndPrograms() throws {
    let report = try evaluator().stress(training.dataset(), battery())
    let folder = training.place("stress")
    try report.write(to: folder, model: bundle.metadata.name)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["stress.html", "stress.json", "stress.png", "stress.svg"])
    let stored = try Data(contentsOf: folder.appending(path: "stress.json"))
    #expect(try JSONDecoder().decode(StressReport.self, from: stored) == report)
  }
}
