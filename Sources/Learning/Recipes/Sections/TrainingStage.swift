import Backbones

/// One leg of a training: what is trained how, beginning where the leg before ended.
public struct TrainingStage: RecipeSection {
  /// Its name, in logs and in overrides (`stages.NAME.train.epochs`).
  public var name = "train"
  /// How the network learns.
  public var train = TrainSection()
  /// How training images are varied.
  public var augment = AugmentSection()

  /// A stage with the defaults.
  public init() {}

  /// A stage of your own.
  public init(name: String, train: TrainSection, augment: AugmentSection) {
    self.name = name
    self.train = train
    self.augment = augment
  }

  /// Whether features of the frozen backbone are computed once, each image giving the same in every epoch.
  ///
  /// Not those of a network whose pooling learns with the head, or whose frozen layers normalise by each batch.
  func learnsFromFeatures(of architecture: Architecture) -> Bool {
    train.fineTune == .head && train.frozenBatchNorm == .eval && augment.isIdentity && !architecture.learnsItsPooling
  }

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("name", \.name, .text, "its name, in logs and in overrides"),
      RecipeField("train", \.train, .section, "what differs from the recipe's train"),
      RecipeField("augment", \.augment, .section, "what differs from the recipe's augment"),
    ]
  }

  /// Reads a list of stages; each begins with what the recipe says of all.
  static func stages(_ node: RecipeNode, train: TrainSection, augment: AugmentSection, key: String) throws -> [Self] {
    guard case .sequence(let items) = node.content else { throw node.wrongType(key, "a list of stages") }
    return try items.enumerated().reduce(into: []) { stages, item in
      var stage = TrainingStage(name: "", train: train, augment: augment)
      try stage.read(item.element, key: "\(key)[\(item.offset + 1)]")
      let isFree = !stages.contains { $0.name == stage.name }
      let isWord = !stage.name.isEmpty && stage.name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
      guard isWord, isFree else {
        throw RecipeError.notAllowed(
          item.element.location, key: "\(key)[\(item.offset + 1)].name",
          allowed: "a word of letters, digits, - and _ that no other stage has", found: "'\(stage.name)'")
      }
      stages.append(stage)
    }
  }
}
