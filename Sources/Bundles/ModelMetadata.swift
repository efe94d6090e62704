public import Files
public import Metrics
public import Radiograph

/// What `model.json` says of a model: everything that is needed to use it, and where it comes from.
public struct ModelMetadata: Sendable, Equatable, Codable {
  /// The version of this file's layout that is written; others are refused.
  public static let currentSchema = 1

  /// The version of this file's layout.
  public var schema: Int
  /// The model's name; see ``ModelName``.
  public var name: ModelName
  /// The model's version, from 1.
  public var version: Int
  /// The network.
  public var network: NetworkDescription
  /// What it decides of a picture.
  public var task: ClassificationTask {
    get { statedTask ?? .binary }
    set { statedTask = newValue == .binary ? nil : newValue }
  }
  /// Left out of the file where it is binary, as in files that know no other.
  private var statedTask: ClassificationTask?
  /// The classes or findings, in the order of the network's outputs.
  public var classes: [String]
  /// What counts as positive: one of ``classes``, or what people are told where it is anything but ``negativeClass`` or
  /// any finding.
  public var positiveClass: String
  /// The class that says that nothing is found, where there are more than two; nil where there is none.
  public var negativeClass: String?
  /// Calibration and operating point of each of ``classes`` on its own; nil for a binary model.
  public var findings: [FindingDescription]?
  /// The way from a picture to the network's input.
  public var input: Preprocessing
  /// Whether temperatures and thresholds were chosen on data; else probabilities are the network's own.
  public var isCalibrated: Bool {
    get { statedCalibration ?? true }
    set { statedCalibration = newValue ? nil : false }
  }
  /// Left out of the file where it is calibrated, as in files that know nothing else.
  private var statedCalibration: Bool?
  /// The temperature that logits are divided by, and how it was found.
  public var calibration: TemperatureScaling
  /// The threshold for the calibrated probability of the positive class, and how and on what it was chosen.
  public var operatingPoint: OperatingPoint
  /// The sets of classes that can't be excluded, calibrated on validation data; nil if none were made.
  public var predictionSets: ConformalPredictor?
  /// How the model tells that a picture is unlike those it was trained on; nil if it can't.
  public var outOfDistribution: OutOfDistribution?
  /// How bright its training pictures were; nil if that was not measured.
  public var inputLevel: InputLevel?
  /// What the model reached.
  public var metrics: MeasuredMetrics
  /// How far it says the same in faster arithmetic; nil where that was not measured.
  public var agreement: PrecisionAgreement?
  /// What it learnt from.
  public var data: DataDescription
  /// Whom it learnt from, as far as their ages are known.
  public var population: TrainingPopulation?
  /// The model that its training went on from; nil where that began with pretrained or random weights.
  public var start: ModelStart?
  /// What was adapted to a site, and from which model; nil for a model as it was trained.
  public var adaptation: Adaptation?
  /// The resolved recipe, as YAML.
  public var recipe: String
  /// The seed of its training.
  public var seed: UInt64
  /// When it was made, in ISO 8601, UTC.
  public var created: String
  /// The programs it was made with, by name.
  public var software: [String: String]
  /// The models that read together, where this is no network of its own but an ensemble.
  public var ensemble: EnsembleDescription?
  /// The SHA-256 of every other file of the bundle, by name; filled in when the bundle is written.
  public var files: [String: Checksum]

  /// Metadata of a new bundle.
  public init(
    name: ModelName, version: Int, network: NetworkDescription, task: ClassificationTask = .binary, classes: [String],
    positiveClass: String, negativeClass: String? = nil, findings: [FindingDescription]? = nil, input: Preprocessing,
    isCalibrated: Bool = true, calibration: TemperatureScaling, operatingPoint: OperatingPoint,
    predictionSets: ConformalPredictor? = nil,
    outOfDistribution: OutOfDistribution? = nil, inputLevel: InputLevel? = nil, metrics: MeasuredMetrics,
    data: DataDescription,
    population: TrainingPopulation? = nil, start: ModelStart? = nil, adaptation: Adaptation? = nil, recipe: String,
    seed: UInt64, created: String, software: [String: String]
  ) {
    schema = Self.currentSchema
    self.name = name
    self.version = version
    self.network = network
    statedTask = task == .binary ? nil : task
    statedCalibration = isCalibrated ? nil : false
    self.classes = classes
    self.positiveClass = positiveClass
    self.negativeClass = negativeClass
    self.findings = findings
    self.input = input
    self.calibration = calibration
    self.operatingPoint = operatingPoint
    self.predictionSets = predictionSets
    self.outOfDistribution = outOfDistribution
    self.inputLevel = inputLevel
    self.metrics = metrics
    self.data = data
    self.population = population
    self.start = start
    self.adaptation = adaptation
    self.recipe = recipe
    self.seed = seed
    self.created = created
    self.software = software
    files = [:]
  }

  private enum CodingKeys: String, CodingKey {
    case schema, name, version, network, classes, input, calibration, metrics, data, population, start, adaptation
    case agreement, recipe, seed, created, software, ensemble, findings, files
    case statedTask = "task"
    case statedCalibration = "calibrated"
    case negativeClass = "negative_class"
    case positiveClass = "positive_class"
    case operatingPoint = "operating_point"
    case predictionSets = "prediction_sets"
    case outOfDistribution = "out_of_distribution"
    case inputLevel = "input_level"
  }

  /// The index of ``positiveClass`` in ``classes``; the last class if it is none of them, which a read file never has.
  public var positiveIndex: Int { classes.firstIndex(of: positiveClass) ?? max(0, classes.count - 1) }
}

/// The network of a model: what has to be built before weights can be loaded.
///
/// One that was imported as a graph has no layers that could be built; see ``isGraph``.
public struct NetworkDescription: Sendable, Hashable, Codable {
  /// The backbone's name, such as `resnet18`.
  public var architecture: String
  /// Logits a picture: one a class, or a single one whose sigmoid is the probability of the positive class.
  public var outputs: Int
  /// Units of the head's hidden layer, if it has one.
  public var hidden: Int?
  /// Whether batch normalisation follows the hidden layer.
  public var batchNorm: Bool
  /// The share of inputs that the head's last layer dropped in training.
  public var dropout: Double
  /// What weighs the last feature map before it is pooled, `se` or `cbam`; nil for nothing.
  public var attention: String?
  /// Resolutions whose maps are pooled together; nil for the last alone.
  public var scales: Int?

  /// What ``architecture`` says of a network that is known by its graph alone.
  public static let graph = "onnx"

  /// Whether the network is known by its graph alone: it can be run and measured, but neither trained nor differentiated.
  public var isGraph: Bool { architecture == Self.graph }

  /// A description.
  public init(
    architecture: String, outputs: Int, hidden: Int? = nil, batchNorm: Bool = false, dropout: Double = 0,
    attention: String? = nil, scales: Int? = nil
  ) {
    self.architecture = architecture
    self.outputs = outputs
    self.hidden = hidden
    self.batchNorm = batchNorm
    self.dropout = dropout
    self.attention = attention
    self.scales = scales
  }

  private enum CodingKeys: String, CodingKey {
    case architecture, outputs, hidden, dropout, attention, scales
    case batchNorm = "batch_norm"
  }
}

/// What a model reached on the parts of its data; the content of a run's `metrics.json`.
public struct MeasuredMetrics: Sendable, Equatable, Codable {
  /// On the data that its temperature and threshold were chosen on.
  public var validation: EvaluationReport?
  /// On data that nothing was chosen on.
  public var test: EvaluationReport?
  /// Whether it reads the lungs, measured on the part that nothing was chosen on.
  public var evidence: Evidence?
  /// The figures on pictures that are changed as other films differ, on data that its temperature and threshold were chosen
  /// on.
  public var stress: StressSummary?
  /// The figures by groups of patients or pictures, on the part that nothing was chosen on; nil where none were measured.
  public var groups: [GroupReport]?

  /// Metrics of a model.
  public init(
    validation: EvaluationReport?, test: EvaluationReport?, evidence: Evidence? = nil,
    stress: StressSummary? = nil, groups: [GroupReport]? = nil
  ) {
    self.validation = validation
    self.test = test
    self.evidence = evidence
    self.stress = stress
    self.groups = groups
  }
}

/// What a model learnt from.
public struct DataDescription: Sendable, Hashable, Codable {
  /// The data set's name: that of its folder.
  public var name: String
  /// A hash over the paths, bytes and labels of all its images.
  public var fingerprint: String?
  /// Images by part and class.
  public var images: [String: [String: Int]]
  /// Patients by part.
  public var patients: [String: Int]
  /// What a person should know of it.
  public var notes: [String]

  /// A description.
  public init(
    name: String, fingerprint: String?, images: [String: [String: Int]], patients: [String: Int], notes: [String]
  ) {
    self.name = name
    self.fingerprint = fingerprint
    self.images = images
    self.patients = patients
    self.notes = notes
  }
}
