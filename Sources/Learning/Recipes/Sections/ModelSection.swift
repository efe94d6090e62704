public import Backbones
package import Metrics

/// The network: its backbone, the weights it starts from, and its head.
public struct ModelSection: RecipeSection {
  /// How weights begin that nothing else gives.
  public enum Initialization: String, Sendable, Hashable, CaseIterable {
    /// As PyTorch and torchvision draw them for each network.
    case standard
    /// As Keras does: evenly within Glorot's bound, biases 0.
    case glorot
  }

  /// The backbone.
  public var architecture = Architecture.resnet18
  /// Name of the pretrained weights the backbone starts from; `nil` for random ones.
  public var weights: String? = "IMAGENET1K_V1"
  /// How weights begin that nothing else gives: those of a new head, or all of a network that learns from scratch.
  public var initialization = Initialization.standard
  /// What weighs the channels and places of the last feature map before it is pooled.
  public var attention = MapAttention.none
  /// Resolutions whose maps are pooled together: 1, or 2 for the last two.
  public var scales = 1
  /// What stands on the pooled features.
  public var head = HeadSection()

  /// ResNet-18 with ImageNet's weights and a linear head.
  public init() {}

  static var fields: [RecipeField<Self>] {
    [
      RecipeField("architecture", \.architecture, .word, "the backbone"),
      RecipeField("weights", \.weights, .optional(.text, or: ""), "pretrained weights the backbone starts from"),
      RecipeField(
        "initialization", \.initialization, .word,
        "how new weights begin: as PyTorch draws them (standard), or as Keras does, with biases of 0 (glorot)"),
      RecipeField(
        "attention", \.attention, .word, "what weighs channels (se), and places too (cbam), of the last feature map"),
      RecipeField("scales", \.scales, .int(1...2), "resolutions, from the last up, whose maps are pooled together"),
      RecipeField("head", \.head, .section, "what stands on the pooled features"),
    ]
  }
}

/// What stands on the pooled features: dropout, perhaps a hidden layer, and the outputs.
public struct HeadSection: RecipeSection {
  /// What the last layer gives.
  public enum Outputs: String, Sendable, Hashable, CaseIterable {
    /// One logit for each class; their softmax is the probabilities.
    case softmax
    /// One logit, whose sigmoid is the probability of the positive class, or one for each finding.
    case sigmoid
  }

  /// What the last layer gives.
  public var outputs = Outputs.softmax
  /// Units of a hidden layer with ReLU; `nil` for none.
  public var hidden: Int?
  /// Whether batch normalisation follows the hidden layer.
  public var batchNorm = false
  /// Share of the inputs of the last layer that are dropped while training.
  public var dropout = 0.0

  /// A linear layer with one logit for each class.
  public init() {}

  /// How many logits the last layer gives to decide a task of so many classes or findings.
  ///
  /// - Throws: ``LearningError/outputsDoNotFit(_:outputs:)``.
  package func count(for task: ClassificationTask, classes: Int) throws -> Int {
    switch (task, outputs) {
    case (.binary, .sigmoid): return 1
    case (.binary, .softmax), (.multiclass, .softmax), (.multilabel, .sigmoid): return classes
    case (.multiclass, .sigmoid), (.multilabel, .softmax):
      throw LearningError.outputsDoNotFit(task, outputs: outputs)
    }
  }

  static var fields: [RecipeField<Self>] {
    [
      RecipeField(
        "outputs", \.outputs, .word,
        "a logit for each class (softmax), or one for the positive class or for each finding (sigmoid)"),
      RecipeField("hidden", \.hidden, .optional(.int(1...65536), or: 256), "units of a hidden layer with ReLU"),
      RecipeField("batch_norm", \.batchNorm, .bool, "batch normalisation after the hidden layer"),
      RecipeField("dropout", \.dropout, .number(0..<1), "share of the last layer's inputs dropped while training"),
    ]
  }
}
