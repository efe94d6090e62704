public import Backbones
public import Bundles
public import Datasets
import Files
public import Foundation
import Inference
public import Metrics
import ONNX
import Radiograph
import Reporting

/// Makes a bundle of a model that was trained elsewhere.
///
/// With labelled pictures, temperatures and operating points are chosen as a training does on its validation data. Without,
/// the bundle is said not to be calibrated, and every threshold is one half.
public struct ModelImport: Sendable {
  /// What is said of the model.
  public struct Options: Sendable {
    /// The network; nil for what the file is recognised as.
    public var architecture: Architecture?
    /// What stands between two linear layers of the head.
    public var activation: ForeignState.Activation?
    /// What it decides; nil for binary where there are two classes, else multi-class.
    public var task: ClassificationTask?
    /// The classes in the order of the outputs.
    public var classes: [String]
    /// The class that counts as positive of two; nil for the second, unless its name says that nothing was found.
    public var positiveClass: String?
    /// Whether the classes may be called otherwise than the file says.
    public var allowsOtherNames = false
    /// How its pictures are prepared.
    public var input = ForeignInput()
    /// What the operating point is chosen for.
    public var criterion = OperatingCriterion.youden
    /// What resamples depend on.
    public var seed: UInt64 = 0

    /// A model of these classes, of which nothing else is said.
    public init(classes: [String]) { self.classes = classes }
  }

  private let options: Options
  private let name: ModelName
  private let observer: @Sendable (TrainingEvent) -> Void

  /// An import under a name, whose progress `observer` is told of.
  public init(_ options: Options, name: ModelName, observer: @escaping @Sendable (TrainingEvent) -> Void) {
    self.options = options
    self.name = name
    self.observer = observer
  }

  /// Reads the model's file and writes the bundle.
  ///
  /// - Parameters:
  ///   - output: The bundle's folder, empty or not there.
  ///   - dataset: Reads the labelled pictures that nothing of the model was learnt from, for its metadata; nil for none.
  /// - Throws: ``ImportError``, `LearningError.outputExists`, `AdaptationError`, `TensorFileError`, `ONNXError`, `DataError`.
  public func run(
    _ url: URL, output: URL, on dataset: ((ModelMetadata) throws -> Dataset)? = nil
  ) throws -> ModelBundle {
    let present = (try? FileManager.default.contentsOfDirectory(atPath: output.path)) ?? []
    guard present.isEmpty else { throw LearningError.outputExists(output.lastPathComponent) }
    let file = url.lastPathComponent
    var model = try ForeignModel(url, architecture: options.architecture, activation: options.activation)
    try check(model, file: file)
    // The one output of a sigmoid is the second class's.
    if classes.task == .binary, classes.positiveClass == 0 { try model.giveEachClassAnOutput(classes.names) }
    let input = try options.input.preprocessing(over: model.input, file: file)
    guard let size = input.inputSize else { throw LearningError.inputSizeUnknown }
    let (graph, weights) = try model.built(for: [input.channels, size.height, size.width])
    let engine = try OpenVINOEngine(graph, options: EngineOptions(mode: .throughput))
    var metadata = metadata(model, input: input, file: file, checksum: try Checksum(ofFileAt: url))
    metadata.software["libtorch"] = weights == nil ? nil : try Software.libTorch()
    if model.network.isGraph, engine.signature.features == nil {
      let note = "No feature map that a linear head reads the mean of was found: there are no heat-maps."
      metadata.data.notes.append(note)
      observer(.note(note))
    }
    try engine.signature.require(metadata)
    var evaluation: Measurement?
    if let dataset {
      evaluation = try calibrate(&metadata, on: dataset(metadata), engine)
    } else {
      observer(.note("Not calibrated: probabilities are the network's own, the threshold is 0.5; --data chooses both."))
    }
    let report = self.report(metadata, evaluation)
    let card = ModelCard(report: report, details: [.init("Hilum", Software.version)])
    try Folder.make(at: output.deletingLastPathComponent())
    return try ModelBundle.write(
      metadata, weights: weights, files: [.graph: try graph.serialized(), .card: Data(card.markdown.utf8)], to: output)
  }

  // MARK: - Steps

  private var classes: TaskClasses {
    let task = options.task ?? (options.classes.count == 2 ? .binary : .multiclass)
    let dataset = Dataset(
      task: task, classes: options.classes, samples: [],
      provenance: Dataset.Provenance(layout: LayoutName("import"), name: ""))
    let usual = TaskClasses(dataset)
    let positive = options.positiveClass.flatMap { options.classes.firstIndex(of: $0) }
    return TaskClasses(
      task: task, names: options.classes, positiveClass: positive ?? usual.positiveClass,
      negativeClass: usual.negativeClass)
  }

  private func check(_ model: ForeignModel, file: String) throws {
    let outputs = model.network.outputs
    guard outputs == options.classes.count || (outputs == 1 && classes.task == .binary) else {
      throw ImportError.outputs(file: file, found: outputs, classes: options.classes)
    }
    guard let found = model.classes, found != options.classes else { return }
    let isReordered = found.sorted() == options.classes.sorted()
    guard !isReordered, options.allowsOtherNames else {
      throw ImportError.otherClasses(file: file, found: found, given: options.classes)
    }
  }

  private func metadata(
    _ model: ForeignModel, input: Preprocessing, file: String, checksum: Checksum
  ) -> ModelMetadata {
    let half = try? OperatingPoint(settling: .fixed(0.5), onFinding: nil, chosenOn: "nothing")
    let findings =
      classes.task == .binary
      ? nil
      : classes.names.compactMap { name in
        half.map { FindingDescription(name: name, calibration: .identity, operatingPoint: $0) }
      }
    return ModelMetadata(
      name: name, version: 1, network: model.network, task: classes.task, classes: classes.names,
      positiveClass: classes.positiveName, negativeClass: classes.negativeName, findings: findings, input: input,
      isCalibrated: false, calibration: .identity, operatingPoint: half ?? OperatingPoint(meanOf: []),
      metrics: MeasuredMetrics(validation: nil, test: nil),
      data: DataDescription(
        name: file, fingerprint: nil, images: [:], patients: [:],
        notes: ["Imported from \(file), SHA-256 \(checksum.hex); what it was trained on is not known here."]),
      recipe: "", seed: options.seed, created: Date.now.formatted(.iso8601), software: ["hilum": Software.version])
  }

  /// Chooses temperatures and operating points, and measures with them.
  private func calibrate(
    _ metadata: inout ModelMetadata, on dataset: Dataset, _ engine: any InferenceEngine
  ) throws -> Measurement {
    let reading = SiteReading(
      try dataset.aligned(with: metadata), model: metadata, engine: engine, title: "Calibrating", observer: observer)
    try reading.check(isLabelled: true)
    let samples = reading.dataset.samples
    var section = EvaluateSection()
    section.operatingPoint.criterion = options.criterion
    let judge = try Judge(section, choosingOn: reading.logits, samples: samples, seed: options.seed)
    let measurement = try judge.measure(reading.logits, samples: samples)
    metadata.adopt(judge, measured: measurement)
    metadata.data.notes.append(
      "Calibrated on \(dataset.provenance.name), \(samples.count) images of \(Set(reading.patients).count) patients.")
    return measurement
  }

  private func report(_ metadata: ModelMetadata, _ evaluation: Measurement?) -> Report {
    let warning = "Not calibrated: probabilities are the network's own, and the threshold of 0.5 was chosen on no data."
    return Report(
      title: "\(metadata.name)",
      summary: "A model that was trained elsewhere and imported."
        + (metadata.isCalibrated ? "" : " It is not calibrated."),
      facts: [
        .init("Network", metadata.network.architecture), .init("Classes", metadata.classes.joined(separator: ", ")),
        .init("Positive class", metadata.positiveClass),
      ],
      notes: metadata.data.notes + (metadata.isCalibrated ? [] : [warning]),
      evaluations: evaluation?.evaluation("validation").map { [$0] } ?? [],
      operatingPoint: metadata.isCalibrated ? metadata.operatingPoint : nil,
      calibration: metadata.isCalibrated && metadata.task != .multilabel ? metadata.calibration : nil)
  }
}
