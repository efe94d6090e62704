public import Backbones
public import Bundles
import Datasets
import Metrics
public import Radiograph
import Torch

/// What a network is made of, and what it costs: layer by layer, and in all.
public struct NetworkSummary: Sendable, Encodable {
  /// What of the network learns in a stage of a recipe.
  public struct Stage: Sendable, Encodable {
    /// The stage's name.
    public let name: String
    /// Parameters that it changes.
    public let trainable: Int
    /// Parameters that it leaves as they are.
    public let frozen: Int
  }

  /// The network.
  public let architecture: Architecture
  /// The size of its pictures.
  public let input: ImageSize
  /// Logits a picture.
  public let outputs: Int
  /// Its layers.
  public let layers: [LayerDescription]
  /// Parameters in all.
  public let parameters: Int
  /// Numbers that are kept beside them, such as running statistics.
  public let buffers: Int
  /// What the stages of a recipe change; none where no recipe says so.
  public let stages: [Stage]

  /// Multiply–accumulates for one picture; what torchvision and fvcore publish as FLOPs.
  public var macs: Int { layers.reduce(0) { $0 + $1.macs } }
  /// Floating-point operations for one picture: a multiplication and an addition for each of ``macs``.
  public var flops: Int { 2 * macs }
  /// The bytes of parameters and buffers in float32.
  public var bytes: Int { 4 * (parameters + buffers) }

  // MARK: - Making

  /// The network of an architecture with a linear head.
  ///
  /// - Throws: `TorchError`.
  public init(_ architecture: Architecture, outputs: Int) throws {
    let classifier = try Classifier(architecture, head: Head.Options(outputs: outputs), seed: 0)
    try self.init(classifier, size: Preprocessing.imageNet224.inputSize)
  }

  /// The network that a recipe makes, and what its stages learn of it.
  ///
  /// - Parameter classes: How many classes or findings are decided; those that the recipe names where it names findings.
  /// - Throws: ``LearningError/inputSizeUnknown``, ``LearningError/outputsDoNotFit(_:outputs:)``, `TorchError`.
  public init(_ recipe: Recipe, classes: Int) throws {
    let findings = recipe.data.reading.findings?.count
    let task: ClassificationTask = findings != nil ? .multilabel : classes > 2 ? .multiclass : .binary
    let head = recipe.model.head
    let classifier = try Classifier(
      recipe.model.architecture,
      head: Head.Options(
        outputs: head.count(for: task, classes: findings ?? classes), hidden: head.hidden, batchNorm: head.batchNorm,
        dropout: head.dropout, attention: recipe.model.attention, scales: recipe.model.scales),
      seed: 0)
    try self.init(classifier, size: recipe.input.inputSize, plan: recipe.plan)
  }

  /// The network of a bundle.
  ///
  /// - Throws: ``LearningError/inputSizeUnknown``, ``LearningError/unknownArchitecture(_:)``, `TorchError`.
  public init(_ bundle: ModelBundle) throws {
    let network = bundle.metadata.network
    try self.init(
      Classifier(network.backbone(), head: network.head(), seed: 0), size: bundle.metadata.input.inputSize)
  }

  private init(_ classifier: Classifier, size: ImageSize?, plan: [TrainingStage] = []) throws {
    guard let size else { throw LearningError.inputSizeUnknown }
    architecture = classifier.architecture
    input = size
    outputs = classifier.options.outputs
    layers = try classifier.layers(height: size.height, width: size.width)
    let total = ParameterStore.count(classifier.store.parameters)
    parameters = total
    buffers = ParameterStore.count(classifier.store.buffers)
    stages = try plan.map { stage in
      var section = stage.train
      section.precision = .f32
      _ = try TrainableNetwork(classifier, section, input: .features)
      let trainable = ParameterStore.count(classifier.store.trainable)
      return Stage(name: stage.name, trainable: trainable, frozen: total - trainable)
    }
  }

  // MARK: - JSON

  private enum CodingKeys: String, CodingKey {
    case architecture, input, outputs, layers, parameters, buffers, macs, flops, bytes, stages
  }

  private enum SizeKeys: String, CodingKey { case width, height }

  /// Encodes everything, sums included; `stages` where there are any.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(architecture.rawValue, forKey: .architecture)
    var size = container.nestedContainer(keyedBy: SizeKeys.self, forKey: .input)
    try size.encode(input.width, forKey: .width)
    try size.encode(input.height, forKey: .height)
    try container.encode(outputs, forKey: .outputs)
    try container.encode(layers, forKey: .layers)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(buffers, forKey: .buffers)
    try container.encode(macs, forKey: .macs)
    try container.encode(flops, forKey: .flops)
    try container.encode(bytes, forKey: .bytes)
    if !stages.isEmpty { try container.encode(stages, forKey: .stages) }
  }
}
