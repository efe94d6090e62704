import Foundation
import Metrics
import Testing

@Suite struct SeveralReportTests {
  // MARK: - scikit-learn

  @Test func theFirstTablesEqualScikitLearn() throws {
    for (number, golden) in try SeveralGoldens.all.get().whole.enumerated() {
      let report = try SeveralTable(number).report()
      for figure in SeveralFigure.allCases {
        expectSame(report[figure], golden.figures[figure.rawValue] ?? nil, "table \(number), \(figure)")
      }
      for (part, golden) in zip(report.perClass, golden.classes) {
        for figure in SeveralGoldens.classFigures {
          expectSame(part[figure], golden[figure.rawValue] ?? nil, "table \(number), \(part.name), \(figure)")
        }
      }
    }
  }

  /// Every figure of 1,000 tables, by sums with random weights over each table and over each figure.
  @Test func allTablesEqualScikitLearn() throws {
    let golden = try SeveralGoldens.all.get()
    var (sums, undefined): ([String: Double], [String: Int]) = ([:], [:])
    for number in 0..<SeveralTable.count {
      var weights = SplitMix64(seed: 18, stream: UInt64(number))
      var total = 0.0
      for (name, value) in SeveralGoldens.figures(of: try SeveralTable(number).report()) {
        let part = (0.5 + weights.uniform()) * (value ?? -3)
        total += part
        sums[name, default: 0] += part
        undefined[name, default: 0] += value == nil ? 1 : 0
      }
      #expect(near(total, golden.tables[number]), "table \(number): \(total), expected \(golden.tables[number])")
    }
    #expect(undefined == golden.undefined)
    #expect(Set(sums.keys) == Set(golden.figures.keys))
    for (name, sum) in sums {
      #expect(near(sum, golden.figures[name] ?? .nan), "\(name): \(sum), expected \(golden.figures[name] ?? .nan)")
    }
  }

  @Test func intervalsEqualResamplingByHand() throws {
    let golden = try SeveralGoldens.all.get().intervals
    let table = try SeveralTable(golden.table)
    guard case .findings(let findings) = table.predictions else {
      Issue.record("table \(golden.table) has no findings")
      return
    }
    let grouped = try MultilabelPredictions(
      probabilities: findings.probabilities, labels: findings.labels, names: findings.names,
      groups: (0..<findings.count).map { "patient \($0 / 3)" })
    func report(threads: Int) throws -> SeveralReport {
      try SeveralReport(
        multilabel: grouped, thresholds: table.thresholds, screening: nil,
        bootstrap: Bootstrap(resamples: golden.resamples, seed: golden.seed, threads: threads))
    }
    let measured = try report(threads: 1)
    #expect(try report(threads: 3) == measured)
    for (name, expected) in golden.figures {
      let interval = try #require(SeveralFigure(rawValue: name).flatMap { measured.interval($0) })
      #expect(near([interval.lower, interval.upper], expected), "\(name)")
    }
    for (part, expected) in zip(measured.perClass, golden.auroc) {
      #expect(near(part.interval(.auroc).map { [$0.lower, $0.upper] } ?? [], expected ?? []), "\(part.name)")
    }
  }

  @Test func confusionEqualsScikitLearn() throws {
    let golden = try Goldens.all.get().multiclass
    let report = try SeveralReport(
      multiclass: MulticlassPredictions(
        probabilities: golden.probabilities, labels: golden.labels, classes: ["a", "b", "c"]),
      thresholds: [0.5, 0.5, 0.5], screening: nil, bootstrap: nil)
    #expect(report.confusionMatrix == golden.confusion)
    #expect(near(report.perClass.compactMap { $0[.auroc] }, golden.auroc))
  }

  // MARK: - Properties

  @Test(arguments: 0..<12) func theOrderOfCasesDoesNotMatter(_ number: Int) throws {
    let table = try SeveralTable(number)
    var generator = SplitMix64(seed: 91, stream: UInt64(number))
    let shuffled: SeveralReport
    switch table.predictions {
    case .classes(let whole):
      let order = (0..<whole.count).shuffled(using: &generator)
      shuffled = try SeveralReport(
        multiclass: MulticlassPredictions(
          probabilities: order.map { whole.probabilities[$0] }, labels: order.map { whole.labels[$0] },
          classes: whole.classes), thresholds: table.thresholds, screening: nil, bootstrap: nil)
    case .findings(let whole):
      let order = (0..<whole.count).shuffled(using: &generator)
      shuffled = try SeveralReport(
        multilabel: MultilabelPredictions(
          probabilities: order.map { whole.probabilities[$0] }, labels: order.map { whole.labels[$0] },
          names: whole.names), thresholds: table.thresholds, screening: nil, bootstrap: nil)
    }
    let report = try table.report()
    #expect(shuffled.confusionMatrix == report.confusionMatrix)
    for (a, b) in zip(SeveralGoldens.figures(of: report), SeveralGoldens.figures(of: shuffled)) {
      expectSame(a.value, b.value, a.name)
    }
  }

  @Test func twoClassesAgreeWithTheBinaryReport() throws {
    let binary = try synthetic(90, seed: 81, grouped: true)
    let groups = binary.clusters.map { "person\($0)" }
    let both = try MulticlassPredictions(
      probabilities: binary.scores.map { [1 - $0, $0] }, labels: binary.labels, classes: ["NORMAL", "PNEUMONIA"],
      groups: groups)
    let bootstrap = Bootstrap(resamples: 100)
    let plain = try ClassificationReport(binary, threshold: 0.5, bootstrap: bootstrap)
    let report = try SeveralReport(
      multiclass: both, thresholds: [0.5, 0.5], screening: nil, bootstrap: bootstrap)
    for (ours, theirs) in [
      (SeveralFigure.accuracy, Figure.accuracy), (.balancedAccuracy, .balancedAccuracy), (.macroF1, .macroF1),
      (.macroAUROC, .auroc), (.pairwiseAUROC, .auroc), (.logLoss, .logLoss), (.mcc, .mcc),
    ] { expectSame(report[ours], plain[theirs], "\(ours)") }
    expectSame(report[.brier], plain[.brier].map { 2 * $0 }, "Brier's score sums over both classes")
    #expect(report[.top2Accuracy] == 1)
    #expect(both.finding(1) == binary)
    #expect(both.finding(2) == nil)
    #expect(both.pair(1, against: 0) == binary)
    #expect(report.perClass[1].atThreshold == plain.atThreshold)
    let finding = try MultilabelPredictions(
      probabilities: binary.scores.map { [$0] }, labels: binary.isPositive.map { [$0] }, names: ["PNEUMONIA"],
      groups: groups)
    let alone = try SeveralReport(multilabel: finding, thresholds: [0.5], screening: nil, bootstrap: bootstrap)
    #expect(alone.perClass[0].atThreshold == plain.atThreshold)
    for figure in [SeveralFigure.macroAUROC, .microAUROC, .weightedAUROC] {
      expectSame(alone[figure], plain[.auroc], "\(figure)")
      let interval = try (#require(alone.interval(figure)), #require(plain.interval(.auroc)))
      #expect(near([interval.0.lower, interval.0.upper], [interval.1.lower, interval.1.upper]))
    }
    expectSame(alone[.brier], plain[.brier], "Brier's score")
    #expect(alone.confusionMatrix == nil && alone.pairwise == nil && alone[.kappa] == nil)
  }

  @Test func whatIsUndefinedIsNil() throws {
    let classes = try SeveralReport(
      multiclass: MulticlassPredictions(
        probabilities: [[0.6, 0.4, 0], [0.2, 0.8, 0]], labels: [0, 1], classes: ["a", "b", "c"]),
      thresholds: [0.5, 0.5, 0.5], screening: nil, bootstrap: Bootstrap(resamples: 20))
    #expect(classes.perClass[2][.auroc] == nil && classes.perClass[2].positives == 0)
    #expect(classes[.macroAUROC] == 1 && classes[.macroF1] == 1 && classes[.accuracy] == 1)
    #expect(classes.pairwise?.map(\.auroc) == [1, nil, nil])
    let unknown = try SeveralReport(
      multilabel: MultilabelPredictions(
        probabilities: [[0.6, 0.4], [0.2, 0.8]], labels: [[nil, true], [nil, nil]], names: ["a", "b"]),
      thresholds: [0.5, 0.5], screening: nil, bootstrap: Bootstrap(resamples: 20))
    #expect(
      unknown.perClass[0].n == 0 && unknown.perClass[0].unknown == 2 && unknown.perClass[0].atThreshold.figures.isEmpty)
    #expect(unknown.perClass[1].n == 1 && unknown.perClass[1][.sensitivity] == 0)
    #expect(unknown[.macroAUROC] == nil && unknown[.accuracy] == nil && unknown[.hammingLoss] == 1)
    let nothing = try SeveralReport(
      multilabel: MultilabelPredictions(probabilities: [[0.6], [0.2]], labels: [[nil], [nil]], names: ["a"]),
      thresholds: [0.5], screening: nil, bootstrap: Bootstrap(resamples: 20))
    #expect(nothing.figures.isEmpty && nothing.confidenceIntervals.isEmpty && nothing.n == 2)
  }

  @Test func aThousandClassesAreMeasured() throws {
    let names = (0..<1000).map { "class \($0)" }
    let probabilities = (0..<60).map { number in
      (0..<1000).map { $0 == number ? 0.5 : 0.5 / 999 }
    }
    let report = try SeveralReport(
      multiclass: MulticlassPredictions(
        probabilities: probabilities, labels: Array(0..<60), classes: names),
      thresholds: names.map { _ in 0.5 }, screening: nil, bootstrap: Bootstrap())
    #expect(report[.accuracy] == 1 && report[.macroAUROC] == 1)
    #expect(report.pairwise == nil && report[.pairwiseAUROC] == nil && report.confidenceIntervals.isEmpty)
    #expect(report.confusionMatrix?.count == 1000)
  }

  // MARK: - JSON and bad input

  @Test(arguments: [2, 3]) func itsJSON(_ number: Int) throws {
    let table = try SeveralTable(number)
    let plain = try table.report(bootstrap: Bootstrap(resamples: 30))
    let encoded = try JSONEncoder().encode(EvaluationReport.several(plain))
    let object = try #require(try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
    let keys = [
      "task", "n", "classes", "confusion_matrix", "per_class", "pairwise", "confidence_intervals", "screening",
      "classification_report",
    ]
    #expect(Set(object.keys) == Set(keys + SeveralFigure.allCases.map(\.rawValue)))
    let perClass = try #require(object["per_class"] as? [String: [String: Any]])
    #expect(Set(perClass.keys) == Set(plain.classes))
    let part = try #require(perClass["class 0"])
    #expect(
      Set(part.keys)
        == Set(
          ["n", "positives", "unknown", "threshold", "confusion_matrix", "confidence_intervals"]
            + Figure.allCases.map(\.rawValue)))
    let key = number == 2 ? "hamming_loss" : "kappa"
    #expect(object[key] is NSNull && object["screening"] is NSNull)
    let read = try JSONDecoder().decode(EvaluationReport.self, from: encoded)
    #expect(read.several?.perClass.map(\.name) == plain.classes && read.binary == nil)
    #expect(read.n == plain.n && read.several?.figures.keys == plain.figures.keys)
  }

  @Test func aBinaryReportStaysAsItIs() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let report = try plainReport(synthetic(40, seed: 5))
    let encoded = try encoder.encode(EvaluationReport.binary(report))
    #expect(try encoded == encoder.encode(report))
    let read = try JSONDecoder().decode(EvaluationReport.self, from: encoded)
    #expect(read.binary?.n == 40 && read.several == nil && read.screening?.n == 40)
  }

  @Test func badInputIsRefused() throws {
    func make(_ rows: [[Double]], _ labels: [[Bool?]], groups: [String]? = nil) throws -> MultilabelPredictions {
      try MultilabelPredictions(probabilities: rows, labels: labels, names: ["a", "a"], groups: groups)
    }
    #expect(throws: MetricsError.empty) { try make([], []) }
    #expect(throws: MetricsError.notAProbability(index: 0, name: "a")) { try make([[0.5, 1.1]], [[true, nil]]) }
    #expect(throws: MetricsError.notAProbability(index: 0, name: "a")) { try make([[.nan, 1]], [[true, nil]]) }
    #expect(throws: MetricsError.self) { try make([[0.5]], [[true, nil]]) }
    #expect(throws: MetricsError.self) { try make([[0.5, 0.5]], [[true]]) }
    #expect(throws: MetricsError.self) { try make([[0.5, 0.5]], []) }
    #expect(throws: MetricsError.self) { try make([[0.5, 0.5]], [[true, nil]], groups: []) }
    let twice = try make([[0.5, 0.5]], [[true, nil]])
    #expect(throws: MetricsError.duplicateName("a")) {
      try SeveralReport(multilabel: twice, thresholds: [0.5, 0.5], screening: nil, bootstrap: nil)
    }
    #expect(throws: MetricsError.self) {
      try SeveralReport(multilabel: twice, thresholds: [0.5], screening: nil, bootstrap: nil)
    }
    #expect(throws: MetricsError.self) {
      try SeveralReport(multilabel: twice, thresholds: [0.5, .nan], screening: nil, bootstrap: nil)
    }
  }

  private func expectSame(_ ours: Double?, _ theirs: Double?, _ what: String) {
    switch (ours, theirs) {
    case (let ours?, let theirs?): #expect(near(ours, theirs), "\(what): \(ours), expected \(theirs)")
    case (nil, nil): break
    default: Issue.record("\(what): \(String(describing: ours)), expected \(String(describing: theirs))")
    }
  }
}
