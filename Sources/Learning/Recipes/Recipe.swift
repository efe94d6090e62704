import Backbones
import Datasets
public import Foundation
public import Radiograph

/// Everything that decides how a model is made: a YAML file, typed.
///
/// A misspelt key, a value of another type or out of range is an error that names the line. `--set` overrides go the same
/// way. Every key has a default, so that a recipe says only what it is about; ``yaml()`` gives the resolved recipe, with
/// every key.
public struct Recipe: RecipeSection {
  /// Its name.
  public var name = "recipe"
  /// What it is, in a sentence.
  public var summary = ""
  /// The network.
  public var model = ModelSection()
  /// The way from a picture to the model's input.
  public var input = Preprocessing.imageNet224
  /// How the network learns.
  public var train = TrainSection()
  /// How training images are varied.
  public var augment = AugmentSection()
  /// How the data set is read and split.
  public var data = DataSection()
  /// How the trained model is calibrated and measured.
  public var evaluate = EvaluateSection()
  /// Legs of the training that differ from ``train`` and ``augment``; empty for a training in one.
  public var stages: [TrainingStage] = []

  /// A recipe with the defaults.
  public init() {}

  /// How the data set is read: with what figures are to be broken down by, which may stand in headers of files alone.
  var reading: DatasetOptions {
    var options = data.reading
    options.attributes.formUnion(evaluate.by)
    return options
  }

  /// The legs of the training in order, at least one.
  public var plan: [TrainingStage] {
    stages.isEmpty ? [TrainingStage(name: "train", train: train, augment: augment)] : stages
  }

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("name", \.name, .text, "the recipe's name"),
      RecipeField("summary", \.summary, .text, "what it is, in a sentence"),
      RecipeField("model", \.model, .section, "the network"),
      RecipeField("input", \.input, .preprocessing, "the way from a picture to the model's input"),
      RecipeField("train", \.train, .section, "how the network learns"),
      RecipeField("augment", \.augment, .section, "how training images are varied"),
      RecipeField("data", \.data, .section, "how the data set is read and split"),
      RecipeField("evaluate", \.evaluate, .section, "how the trained model is calibrated and measured"),
      RecipeField(
        "stages", "legs of the training, each with what differs from train and augment", allowed: "a list of stages",
        children: [],
        read: { node, recipe, key in
          recipe.stages = try TrainingStage.stages(node, train: recipe.train, augment: recipe.augment, key: key)
        }, write: { $0.stages.isEmpty ? nil : RecipeNode(.sequence($0.stages.map(\.node))) }),
    ]
  }
}

// MARK: - Reading and writing

extension Recipe {
  /// Reads a recipe from a file.
  ///
  /// - Parameter overrides: such as `optimizer.lr=3e-4`; later ones win.
  /// - Throws: ``RecipeError``.
  public init(contentsOf url: URL, overrides: [String] = []) throws {
    let file = url.lastPathComponent
    guard let status = FileStatus(url), status.isFile else {
      throw RecipeError.unreadable(file: file, reason: "there is no such file")
    }
    guard status.size <= RecipeNode.maximumBytes else {
      throw RecipeError.unreadable(file: file, reason: "it has more than \(RecipeNode.maximumBytes) bytes")
    }
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw RecipeError.unreadable(file: file, reason: "permission denied, or it is not UTF-8 text")
    }
    try self.init(yaml: text, file: file, overrides: overrides)
  }

  /// Reads a recipe from text.
  ///
  /// - Parameters:
  ///   - file: name of the file, for errors; without its extension it is the recipe's name, unless that is given.
  ///   - overrides: such as `optimizer.lr=3e-4`; later ones win.
  /// - Throws: ``RecipeError``.
  public init(yaml: String, file: String, overrides: [String] = []) throws {
    var node = try RecipeNode.parse(yaml) { .line(file: file, $0) }
    for text in overrides { try RecipeOverride(text).apply(to: &node) }
    self.init()
    name = file.split(separator: ".").first.map(String.init) ?? file
    try read(node)
    if let problem = contradiction { throw RecipeError.contradiction(file: file, problem) }
  }

  /// The resolved recipe, every key with its value.
  public func yaml() throws -> String { try node.yaml() }

  /// What in the recipe contradicts itself, if anything does.
  private var contradiction: String? {
    for stage in plan {
      if let problem = stage.train.loss.contradiction(with: model.head.outputs) { return problem }
      if let problem = stage.train.contradiction { return problem }
      if let metric = stage.train.metricUnderStress, stage.learnsFromFeatures(of: model.architecture) {
        return "metric: \(metric.name) needs pictures in every epoch; with fine_tune: head and no "
          + "augment, stage \(stage.name) learns from stored features"
      }
      if stage.train.consistency != nil, stage.learnsFromFeatures(of: model.architecture) {
        return "train.consistency compares two views of each picture; with fine_tune: head and no augment, stage "
          + "\(stage.name) learns from stored features"
      }
      if stage.train.progressiveSize != nil {
        guard !stage.learnsFromFeatures(of: model.architecture) else {
          return
            "train.progressive_size is of pictures; with fine_tune: head and no augment, stage \(stage.name) learns "
            + "from stored features"
        }
        guard model.architecture.side == nil else {
          return "train.progressive_size: \(model.architecture.rawValue) takes pictures of one size alone"
        }
      }
      if stage.augment.isBeforeLungs, PartedPreprocessing(beforeLungsOf: input) == nil {
        return "augment.before_lungs needs a step lungs in input.steps, after one that gives all pictures a size, "
          + "such as resize"
      }
    }
    if input.channels != 3 { return "the networks take three channels; mean and std need three values each" }
    if let side = model.architecture.side, let size = input.inputSize, size != ImageSize(width: side, height: side) {
      return "\(model.architecture.rawValue) takes pictures of \(side) × \(side), for which its positions are learnt, "
        + "not \(size.width) × \(size.height)"
    }
    if model.head.batchNorm, model.head.hidden == nil { return "batch_norm in the head needs a hidden layer" }
    if !model.architecture.endsInMap, model.attention != .none || model.scales > 1 {
      return "model.attention and model.scales need a feature map; \(model.architecture.rawValue) ends in tokens"
    }
    if model.attention != .none, plan.allSatisfy({ $0.train.fineTune == .head }) {
      return "model.attention learns with the last block: train.fine_tune must be full or last_blocks in some stage"
    }
    if data.split.validationFraction + data.split.testFraction >= 1 {
      return "val_fraction and test_fraction leave nothing to train on"
    }
    return nil
  }
}

// MARK: - Settling

extension Recipe {
  /// The recipe as a machine runs it: with a precision for every stage that leaves it to the machine.
  package func settlingPrecision(_ choose: (TrainingStage) throws -> TrainSection.Precision) rethrows -> Recipe {
    var recipe = self
    if recipe.stages.isEmpty, recipe.train.precision == .auto {
      recipe.train.precision = try choose(recipe.plan[0])
    }
    for index in recipe.stages.indices where recipe.stages[index].train.precision == .auto {
      recipe.stages[index].train.precision = try choose(recipe.stages[index])
    }
    return recipe
  }
}

// MARK: - Comparing

extension Recipe {
  /// Every key with its value as YAML writes it, from the outside in: `train.optimizer.lr`; parts of a list are counted
  /// from 1, `stages[1].name`.
  public var settings: [(key: String, value: String)] { Self.leaves(node) }

  /// Keys with different values in two recipes, as `train.epochs: 3, not 10`.
  public func differences(from other: Recipe) -> [String] {
    let (mine, others) = (settings, other.settings)
    let keys = mine.map(\.key) + others.map(\.key).filter { key in !mine.contains { $0.key == key } }
    return keys.compactMap { key in
      let value = mine.first { $0.key == key }?.value ?? "absent"
      let otherValue = others.first { $0.key == key }?.value ?? "absent"
      return value == otherValue ? nil : "\(key): \(value), not \(otherValue)"
    }
  }

  private static func leaves(_ node: RecipeNode, key: String = "") -> [(key: String, value: String)] {
    switch node.content {
    case .scalar(let text, _): [(key, text)]
    case .sequence(let items):
      items.enumerated().flatMap { leaves($1, key: "\(key)[\($0 + 1)]") }
    case .mapping(let entries):
      entries.flatMap { leaves($0.value, key: key.isEmpty ? $0.key : "\(key).\($0.key)") }
    }
  }
}
