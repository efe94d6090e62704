import Backbones
import Bundles
import Datasets
import FolderTesting
import Foundation
import Inference
import Learning
import Metrics
import Radiograph
import TensorFiles
import Testing
import Torch

@Suite struct TrainingRunTests {
  /// A frozen network gives the same features in every epoch, so they are computed once; this trains the slow way, every
  /// image through LibTorch in every step, and comes to the same weights.
  @Test func cachedFeaturesTeachWhatImagesTeach() throws {
    let training = try SmallTraining()
    let fast = try training.run().bundle.weights()

    let slow = try training.classifier()
    try slow.freezeBackbone()
    slow.store.isTraining = false
    let samples = try training.dataset().samples(in: .train)
    let section = training.recipe.train
    let optimizer = Adam([ParameterGroup(slow.store.trainable, learningRate: section.optimizer.learningRate)])
    for epoch in 1...section.epochs {
      var random = SplitMix64(seed: section.seed, stream: UInt64(epoch))
      let order = Array(samples.indices).shuffled(using: &random)
      for start in stride(from: 0, to: order.count, by: section.batchSize) {
        let batch = order[start..<min(start + section.batchSize, order.count)].map { samples[$0] }
        try optimizer.zeroGradients()
        let labels = try Tensor(batch.map { Int64($0.label) })
        try CrossEntropyLoss()(slow(images(batch, training.recipe.input)), labels).backward()
        try optimizer.step()
      }
    }

    let expected = try slow.store.stateDict()
    #expect(Set(fast.keys) == Set(expected.keys))
    for (key, tensor) in expected where tensor.scalarType == .float32 {
      let values = try #require(fast[key]).floats()
      let difference = zip(values, tensor.floats()).map { abs($0 - $1) }.max() ?? .infinity
      #expect(difference < 1e-4, "\(key) differs by \(difference)")
    }
    // It did learn something.
    let untrained = try training.classifier().store.stateDict()
    #expect(fast["head.output.weight"] != untrained["head.output.weight"])
  }

  /// The limit of unlike pictures leaves room for validation pictures, and for the change that other units make.
  @Test func ordinaryPicturesAreNotUnlike() throws {
    let training = try SmallTraining()
    let bundle = try training.run().bundle
    let limit = try #require(bundle.metadata.outOfDistribution)
    #expect(limit.percentile == 0.98 && limit.threshold > 0)
    let predictor = try Predictor(bundle, options: EngineOptions())
    // Fewer than 49: the greatest score counts, so none of those that were measured as they are is refused, but for
    // rounding.
    let held = try training.dataset().samples(in: .validation)
    #expect(!held.isEmpty && held.count < 49)
    let unlike = try stride(from: 0, to: held.count, by: 2).count { index in
      try predictor.read(.file(held[index].url)).reading.quality.contains { $0.contains("unlike") }
    }
    #expect(unlike <= 1)
  }

  /// The length of the difference of two arrays.
  private func distance(_ left: [Float], _ right: [Float]) -> Float {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// Images [N, 3, H, W].
  private func images(_ samples: [Sample], _ input: Preprocessing) throws -> Tensor {
    let size = try #require(input.inputSize)
    let values = try samples.flatMap { try input.input(for: RadiographReader.read(contentsOf: $0.url)) }
    return try Tensor(values, shape: [samples.count, 3, size.height, size.width])
  }

  @Test func figuresByWhatTheRecipeNames() throws {
    func marked(_ training: SmallTraining) throws -> Dataset {
      let dataset = try training.dataset()
      return dataset.replacing(
        samples: dataset.samples.enumerated().map { number, sample in
          Sample(
            url: sample.url, path: sample.path, label: sample.label, patient: sample.patient, split: sample.split,
            attributes: SampleAttributes(view: number % 2 == 0 ? "AP" : "PA", sex: number % 3 == 0 ? "F" : "M"))
        })
    }
    func run(_ training: SmallTraining, _ output: String) throws -> RunResult {
      try TrainingRun(training.recipe, weights: .random, observer: { _ in })
        .train(on: marked(training), output: training.place(output))
    }
    let training = try SmallTraining(20, overrides: ["evaluate.by=[view]"])
    let named = try run(training, "named")
    let groups = try #require(named.bundle.metadata.metrics.groups)
    #expect(groups.map(\.attribute) == ["view"] && groups[0].groups.map(\.name) == ["AP", "PA"])
    let metrics = try JSONDecoder().decode(
      MeasuredMetrics.self, from: Data(contentsOf: named.url.appending(path: "metrics.json")))
    #expect(metrics.groups == groups)
    let page = try String(contentsOf: named.url.appending(path: "report.html"), encoding: .utf8)
    #expect(page.contains("<section id=\"subgroups\">") && !page.contains("<th scope=\"col\">Sex</th>"))
    let card = try String(contentsOf: named.bundle.verified(.card), encoding: .utf8)
    #expect(card.contains("### By view") && !card.contains("### By sex"))
    let whatever = try run(SmallTraining(20), "whatever").bundle.metadata.metrics.groups
    #expect(whatever?.map(\.attribute) == ["sex", "view"])
    let site = try SmallTraining(20, overrides: ["evaluate.by=[view, site]"])
    #expect(
      thrown(DataError.self) { _ = try run(site, "site") } == .unknownAttributes(["site"], known: ["sex", "view"]))
    #expect(!FileManager.default.fileExists(atPath: site.place("site").path))
  }

  @Test func theSameSeedGivesTheSameWeights() throws {
    let training = try SmallTraining(20, head: "{hidden: 16, batch_norm: true, dropout: 0.3}")
    let first = try training.run("a").bundle.weights()
    let second = try training.run("b").bundle.weights()
    #expect(first == second)
  }

  @Test func theGraphGivesTheLogitsOfTheWeights() throws {
    let training = try SmallTraining(20)
    let bundle = try training.run().bundle
    let classifier = try training.classifier()
    try classifier.store.load(bundle.weights())
    classifier.store.isTraining = false
    let samples = try Array(training.dataset().samples.prefix(6))
    let logits = try withoutGradients { try classifier(images(samples, training.recipe.input)).floats() }
    let engine = try OpenVINOEngine(contentsOf: bundle.verified(.graph), options: EngineOptions())
    for (index, sample) in samples.enumerated() {
      let input = try training.recipe.input.input(for: RadiographReader.read(contentsOf: sample.url))
      let found = try Array(engine.run(input).logits(of: 0))
      let difference = zip(found, logits[2 * index..<2 * index + 2]).map { abs($0 - $1) }.max() ?? .infinity
      #expect(difference < 1e-4)
    }
  }

  /// The head learns from features in bf16, and is measured with those in f32.
  ///
  /// Adam would make much of gradients that are next to nothing, so this steps with SGD. A gradient is the difference of two
  /// classes' features, which are alike at first, and so loses more digits than they did.
  @Test func theHeadLearnsFromFeaturesInBFloat16() throws {
    let plain = try SmallTraining(20, overrides: ["optimizer.kind=sgd"])
    let training = try SmallTraining(20, overrides: ["optimizer.kind=sgd", "precision=bf16"])
    defer { withExtendedLifetime((plain, training)) {} }
    let exact = try plain.run().bundle.weights()
    let result = try training.run()
    let weights = try result.bundle.weights()
    let untrained = try plain.classifier().store.stateDict()
    for key in ["head.hidden.weight", "head.output.weight"] {
      let (left, right) = (try #require(exact[key]).floats(), try #require(weights[key]).floats())
      let learnt = distance(left, try #require(untrained[key]).floats())
      #expect(learnt > 0)
      #expect(distance(left, right) < 0.25 * learnt, "\(key)")
    }
    let engine = try OpenVINOEngine(contentsOf: result.bundle.verified(.graph), options: EngineOptions())
    let table = try CSVTable(contentsOf: result.url.appending(path: "predictions.csv"))
    #expect(Set(table.rows.map { $0.fields[0] }) == ["val", "test"])
    for row in table.rows {
      let picture = try RadiographReader.read(contentsOf: training.data.appending(path: row.fields[1]))
      let logits = try engine.run(training.recipe.input.input(for: picture)).logits
      let expected = Assessment(logits: logits, result.bundle.metadata).positiveProbability
      #expect(try abs(#require(Double(row.fields[4])) - expected) < 1e-5)
    }
  }

  @Test func nothingIsWrittenOverAnotherRun() throws {
    let training = try SmallTraining(20)
    _ = try training.run()
    #expect(throws: LearningError.outputExists("run")) { try training.run() }
  }
}
