public import Bundles
public import Foundation
import ONNX
public import Radiograph

/// Reads pictures with a model: from a file to a calibrated probability, a decision and, if wanted, a heat-map.
///
/// Safe to use from several threads at once.
public final class Predictor: Sendable {
  /// The model.
  public let bundle: ModelBundle
  private let engine: any InferenceEngine
  private let head: ClassifierHead?
  private let detector: OutOfDistributionDetector?

  /// A reader with the graph of a bundle, whose bytes are checked.
  ///
  /// - Parameters:
  ///   - explaining: Whether heat-maps will be asked for.
  /// - Throws: `BundleError`, `InferenceError`, `ExplanationError`.
  public convenience init(_ bundle: ModelBundle, options: EngineOptions, explaining: Bool = false) throws {
    let graph = try bundle.verified(options.precision == .int8 ? .quantizedGraph : .graph)
    try self.init(
      bundle, engine: OpenVINOEngine(contentsOf: graph, options: options),
      head: explaining ? ClassifierHead(ONNXModel(contentsOf: graph)) : nil)
  }

  /// A reader with an engine that is there already.
  ///
  /// - Parameters:
  ///   - head: The head of the engine's network, which heat-maps need.
  /// - Throws: `BundleError`, `InferenceError`.
  public init(_ bundle: ModelBundle, engine: any InferenceEngine, head: ClassifierHead?) throws {
    try engine.signature.require(bundle.metadata)
    self.bundle = bundle
    self.engine = engine
    self.head = head
    detector = try OutOfDistributionDetector(bundle, width: engine.signature.embedding)
  }

  /// The arithmetic asked for and in use.
  public var precision: PrecisionChoice { engine.precision }

  /// What was read from a picture.
  public struct Outcome: Sendable {
    /// The reading.
    public var reading: Reading
    /// The probabilities and the decision in it.
    public let assessment: Assessment
    /// The heat-map, if one was asked for.
    public let map: HeatMap?
    /// The original picture with the heat-map over it, if one was asked for.
    public let overlay: Radiograph?
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - options: How the file is read; as the model's preprocessing wants where nil.
  ///   - map: How the reading is to be explained; the heat-map is that of the predicted class.
  ///   - overlay: How the heat-map is laid over the picture; not at all where nil.
  /// - Throws: `RadiographError`, `InferenceError`, `ExplanationError`.
  public func read(
    _ file: URL, options: ReadingOptions? = nil, explainedBy map: ActivationMap? = nil, overlay: Overlay? = Overlay()
  ) throws -> Outcome {
    let started = ContinuousClock.now
    let metadata = bundle.metadata
    let picture = try RadiographReader.read(contentsOf: file, options: options ?? metadata.input.readingOptions())
    let input = try metadata.input.input(for: picture)
    var wanted: OptionalOutputs = detector == nil ? [] : .embedding
    if map != nil { wanted.insert(.features) }
    let output = try engine.run(input, wanted: wanted)
    let assessment = Assessment(logits: output.logits(of: 0), metadata)
    let heatMap = try map.map { try explain(output, assessment.bestIndex, by: $0) }
    let overlaid = try heatMap.flatMap { try overlay?.render($0, over: picture, input: metadata.input) }
    let trust = Trust(
      picture, population: metadata.population ?? .unknown, embedding: output.embedding(of: 0), detector: detector)
    let reading = Reading(
      assessment, model: metadata, inDistribution: trust.inDistribution, quality: trust.findings.map(\.message),
      file: file.relativePath, milliseconds: (ContinuousClock.now - started) / .milliseconds(1))
    return Outcome(reading: reading, assessment: assessment, map: heatMap, overlay: overlaid)
  }

  private func explain(_ output: EngineOutput, _ index: Int, by method: ActivationMap) throws -> HeatMap {
    guard let head, let features = output.features(of: 0), let shape = engine.signature.features, shape.count == 3
    else {
      throw InferenceError.missingOutput("features")
    }
    return try method.map(
      features: features, height: shape[1], width: shape[2], head: head,
      class: bundle.metadata.logitIndex(ofClass: index))
  }
}

extension FailedReading {
  /// What is said of a file that could not be read.
  public init(_ error: any Error, file: String) {
    let code = (error as? RadiographError)?.code ?? "prediction_failed"
    self.init(file: file, error: Reason(code: code, message: "\(error)"))
  }
}
