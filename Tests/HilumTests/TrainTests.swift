import FolderTesting
import Foundation
import Testing

@Suite struct TrainTests {
  private let example: Example
  private let folder: TemporaryFolder

  init() throws {
    example = try Example.made()
    folder = try TemporaryFolder()
  }

  /// Trains on the example's data, with further arguments.
  private func train(_ arguments: String, output: String = "run") throws -> Outcome {
    try Hilum.bash(
      "$hilum train --recipe \(example.recipe.path) --data \(example.data.path) --output \(output) \(arguments)",
      in: folder.url)
  }

  @Test func theRunsFolderHasEverything() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: example.run.path)
    #expect(
      Set(names).isSuperset(of: [
        "bundle", "checkpoints", "logs", "curves.png", "curves.svg", "history.csv", "metrics.json", "report.html",
        "stress.json",
      ]))
    let bundle = try FileManager.default.contentsOfDirectory(atPath: example.run.appending(path: "bundle").path)
    #expect(
      bundle.sorted() == [
        "MODEL_CARD.md", "evaluation.json", "model.json", "model.onnx", "model.safetensors", "ood.safetensors",
        "report.html",
      ])
    #expect(!names.contains { $0.hasPrefix(".") }, "leftovers in \(names)")
  }

  @Test func theBundleTellsCurvesFromProbabilities() throws {
    let file = example.run.appending(path: "bundle/evaluation.json")
    let record = try JSONValue(String(contentsOf: file, encoding: .utf8))
    #expect(record.keys == ["history", "validation", "test"])
    let history = try #require(record["history"]).items
    #expect(history.compactMap { $0["epoch"]?.number } == (1...history.count).map(Double.init))
    for row in history { #expect(row.keys.isSuperset(of: ["train_loss", "val_loss", "val_auroc", "learning_rate"])) }
    for part in ["validation", "test"] {
      let labels = try #require(record[part]?["labels"]).items.compactMap(\.number)
      let probabilities = try #require(record[part]?["probabilities"]).items.compactMap(\.number)
      #expect(labels.count == 24 && labels.reduce(0, +) == 12)
      #expect(probabilities.count == 24 && probabilities.allSatisfy { (0...1).contains($0) })
    }
  }

  @Test func predictionSetsAreMadeOnValidationData() throws {
    let metadata = try JSONValue(
      String(contentsOf: example.run.appending(path: "bundle/model.json"), encoding: .utf8))
    let sets = try #require(metadata["prediction_sets"])
    #expect(sets["coverage"]?.number == 0.9 && sets["n"]?.number == 24)
    #expect(sets["thresholds"]?.items.count == 2)
    let page = try String(contentsOf: example.run.appending(path: "report.html"), encoding: .utf8)
    #expect(page.contains("<h3>Prediction sets</h3>"))
  }

  @Test func metricsAreTheContracts() throws {
    let metrics = try JSONValue(String(contentsOf: example.run.appending(path: "metrics.json"), encoding: .utf8))
    // File names tell bacteria from viruses.
    #expect(metrics.keys == ["validation", "test", "stress", "groups"])
    #expect(metrics["groups"]?.items.map { $0["attribute"]?.string } == ["subtype"])
    for part in ["validation", "test"] {
      let report = try #require(metrics[part])
      #expect(report.keys == ReportKeys.report)
      try ReportKeys.check(report, count: 24)
    }
  }

  @Test func whatItSaysWhileItLearns() throws {
    let log = example.training.errors
    #expect(log.contains("No split was given: 20 % of the images became validation and 20 % test, patient by patient."))
    for epoch in 1...12 {
      #expect(log.contains(try Regex("epoch \(epoch)  batch 5/5  loss \\d\\.\\d+")))
      #expect(log.contains(try Regex("epoch \(epoch)/12  train loss \\d\\.\\d+  validation loss \\d\\.\\d+")))
    }
    let summary = example.training.output
    // An interval of no width is left out.
    #expect(summary.contains(/Test: 24 images, AUROC \d\.\d{3}( \(\d\.\d{3}–\d\.\d{3}\))?, F1 \d\.\d{3}/))
    for text in ["sensitivity", "specificity", "at 0.5", "chosen on validation data", "not a medical device"] {
      #expect(summary.contains(text))
    }
    let history = try String(contentsOf: example.run.appending(path: "history.csv"), encoding: .utf8)
    #expect(history.hasPrefix("epoch,train_loss,validation_loss,"))
    #expect(history.split(separator: "\n").count == 13)
  }

  @Test func withoutPretrainedWeightsItStartsAtRandom() throws {
    #expect(try train("--set weights=IMAGENET1K_V1 --set epochs=1 --weights none").code == 0)
    let outcome = try train("--set weights=IMAGENET1K_V1", output: "other")
    #expect(outcome.code == 1)
    #expect(
      outcome.error == "hilum: there are no pretrained weights 'IMAGENET1K_V1' for compact_cnn; give a file with "
        + "--weights, or --weights none")
    #expect(folder.names("other").isEmpty)
  }

  @Test func theSameSeedGivesTheSameWeights() throws {
    let original = try Data(contentsOf: example.run.appending(path: "bundle/model.safetensors"))
    #expect(try train("", output: "again").code == 0)
    #expect(try folder.bytes("again/bundle/model.safetensors") == original)
    #expect(try train("--set seed=7", output: "other").code == 0)
    #expect(try folder.bytes("other/bundle/model.safetensors") != original)
  }

  @Test func overridesAreKeptInTheBundle() throws {
    #expect(try train("--set epochs=1 --set optimizer.lr=3e-4 --name my-model").code == 0)
    let metadata = try JSONValue(folder.text("run/bundle/model.json"))
    #expect(metadata["name"]?.string == "my-model")
    let recipe = try #require(metadata["recipe"]?.string)
    #expect(recipe.contains("epochs: 1\n") && recipe.contains("lr: 0.0003\n"))
    #expect(try folder.text("run/history.csv").split(separator: "\n").count == 2)
  }

  /// Masked pictures that are varied before their lungs are outlined, twice each, by the network of the weights that come with
  /// the program.
  @Test func picturesVariedBeforeTheirLungsAreOutlined() throws {
    let steps = "[{resize: {width: 64, height: 64}}, {lungs: {mask: soft, fill: mean}}]"
    let augment = "{before_lungs: true, rotation: 5, acquisition: strong}"
    let outcome = try Hilum.bash(
      """
      env -u HILUM_LUNGS $hilum train --recipe \(example.recipe.path) --data \(example.data.path) --output run \
        --set epochs=1 --set 'input.steps=\(steps)' --set 'augment=\(augment)' --set 'train.consistency={weight: 0.5}'
      """, in: folder.url)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let recipe = try #require(JSONValue(folder.text("run/bundle/model.json"))["recipe"]?.string)
    #expect(recipe.contains("before_lungs: true\n") && recipe.contains("weight: 0.5\n"))
    #expect(folder.names("run").contains("samples-train.png"))
    let stress = try JSONValue(folder.text("run/stress.json"))
    #expect(stress["mean_seen"]?["balanced_accuracy"]?.number != nil)
    #expect(try #require(stress["kinds"]).items.contains { $0["kind"]?.string == "jpeg_compression" })
  }

  @Test func figuresByWhatTheDataDoNotTellAreRefused() throws {
    let outcome = try train("--set 'evaluate.by=[sex]'")
    #expect(outcome.code == 1)
    #expect(outcome.error.contains("the data tell no sex of any image; they tell subtype"))
    #expect(folder.names("run").isEmpty)
    let misspelt = try train("--set 'evaluate.by=[gender]'")
    #expect(misspelt.error.contains("evaluate.by must be a list of age, sex, view, site, device, subtype"))
  }

  @Test func aFolderWithSomethingInItIsRefused() throws {
    try folder.write("mine", "run/notes.txt")
    let outcome = try train("")
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: the folder run is there already and not empty; choose another --output\n")
    #expect(folder.names("run") == ["notes.txt"])
  }

  @Test func aFileInPlaceOfTheFolderIsRefused() throws {
    try folder.write("mine", "run")
    let outcome = try train("")
    #expect(outcome.code == 1)
    #expect(outcome.errors == "hilum: cannot create run: it, or a part of its path, is not a directory\n")
    #expect(try folder.text("run") == "mine")
  }

  // MARK: - Recipes

  @Test(arguments: [
    ("--set optimizer.rl=1", "--set optimizer.rl=1: unknown key optimizer.rl; did you mean optimizer.lr?"),
    ("--set epochs=many", "--set epochs=many: train.epochs must be a whole number from 1 to 10000, not 'many'"),
    ("--set epochs", "'epochs' is not of the form key=value, such as optimizer.lr=3e-4"),
    ("--set mean=[0.5] --set std=[0.5]", "the networks take three channels"),
    ("--name ../x", "'../x' is no name for a model"),
  ])
  func wrongSettingsAreExplained(_ arguments: String, _ message: String) throws {
    let outcome = try train(arguments)
    #expect(outcome.code == 1)
    #expect(outcome.errors.hasPrefix("hilum: ") && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(folder.names("run").isEmpty)
  }

  @Test func aTypoInARecipeNamesItsLine() throws {
    try folder.write("train:\n  epochs: 2\n  bacth_size: 8\n", "mine.yaml")
    let outcome = try Hilum.run(
      "train", "--recipe", "mine.yaml", "--data", example.data.path, "--output", "run", in: folder.url)
    #expect(outcome.code == 1)
    #expect(
      outcome.errors == "hilum: mine.yaml, line 3: unknown key train.bacth_size; did you mean batch_size?\n")
  }

  @Test func anUnknownRecipeNamesTheKnownOnes() throws {
    let outcome = try Hilum.run(
      "train", "--recipe", "resnet18-frosen", "--data", "d", "--output", "run", in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.errors.hasPrefix("hilum: there is no recipe resnet18-frosen; did you mean resnet18-frozen?"))
  }
}
