public import Bundles
public import Foundation
public import Radiograph

/// Reads pictures with a model: from a file to a calibrated probability, a decision and, if wanted, a heat-map.
///
/// ``read(_:options:explainedBy:of:zones:)`` does all for one picture. A server takes the three steps one by one, so that
/// pictures prepared side by side can go through the network together: ``prepare(_:options:explaining:)``,
/// ``run(_:)``, ``interpret(_:output:at:zones:)``.
///
/// Safe to use from several threads at once.
public final class Predictor: Sendable {
  /// The model.
  public let bundle: ModelBundle
  private let engine: any InferenceEngine
  let head: HeadLoader
  private let detector: UnlikenessDetector?
  private let lungs: (any LungLocating)?

  /// A reader with the graph of a bundle, whose bytes are checked.
  ///
  /// - Parameters:
  ///   - explaining: Whether heat-maps will be asked for; without it, what they need is loaded with the first of them.
  /// - Throws: `BundleError`, `InferenceError`, `ExplanationError`.
  public convenience init(_ bundle: ModelBundle, options: EngineOptions, explaining: Bool = false) throws {
    try self.init(
      bundle,
      engine: bundle.engine { network in
        try network.network(options)
      },
      head: explaining ? ClassifierHead(of: bundle.representative, graph: options.precision.graph) : nil)
  }

  /// A reader with an engine that runs the bundle's network.
  ///
  /// - Parameter head: The network's head, which heat-maps need; read from the bundle's graph when one is asked for if nil.
  /// - Throws: `BundleError`, `InferenceError`.
  public init(_ bundle: ModelBundle, engine: any InferenceEngine, head: ClassifierHead? = nil) throws {
    try engine.signature.require(bundle.metadata)
    self.bundle = bundle
    self.engine = engine
    self.head = HeadLoader(bundle.representative, head)
    lungs = try? LungNetworks.network(bundle.metadata.input.lungArithmetic)
    detector = try UnlikenessDetector(bundle, width: engine.signature.embedding)
  }

  /// The arithmetic asked for and in use.
  public var precision: PrecisionChoice { engine.precision }

  /// What the network takes and gives.
  public var signature: ModelSignature { engine.signature }

  /// Whether there is a network that tells where the lungs are.
  package var findsLungs: Bool { lungs != nil }

  /// What was read from a picture.
  public struct Outcome: Sendable {
    /// The reading.
    public var reading: Reading
    /// The probabilities and the decision in it.
    public let assessment: Assessment
    /// Reasons to doubt the reading, or to refuse the picture.
    public let findings: [QualityFinding]
    /// The heat-map with the original picture, if one was asked for.
    public let explanation: ExplainedPicture?
  }

  /// Reads a picture; the reading of a file is named like that.
  ///
  /// - Parameters:
  ///   - options: How a file is read; as the model's preprocessing wants where nil.
  ///   - map: How the reading is to be explained.
  ///   - explained: The index of the class or finding whose heat-map is wanted; the predicted one where nil.
  ///   - zones: Whether the lungs' zones are wanted without a heat-map, too.
  /// - Throws: `RadiographError`, `InferenceError`, `ExplanationError`.
  public func read(
    _ source: PictureSource, options: ReadingOptions? = nil, explainedBy map: ActivationMap? = nil,
    of explained: Int? = nil, zones: Bool = false
  ) throws -> Outcome {
    let started = ContinuousClock.now
    var picture = PicturePreparation(try source.read(options ?? bundle.metadata.input.readingOptions()))
    return try read(
      &picture, named: source.fileName, explainedBy: map, of: explained, zones: zones, since: started)
  }

  /// Reads a picture that has been decoded, of which other readers may have made what they need already; see
  /// ``read(_:options:explainedBy:of:zones:)``.
  func read(
    _ picture: inout PicturePreparation, named file: String?, explainedBy map: ActivationMap?, of explained: Int?,
    zones: Bool, since started: ContinuousClock.Instant
  ) throws -> Outcome {
    let prepared = try prepare(&picture, explaining: map != nil, since: started)
    let output = try run([prepared])
    var found = interpret(prepared, output: output, at: 0, zones: zones)
    found.reading.file = file
    let explanation = try map.map {
      try explain(prepared, output: output, at: 0, class: explained ?? found.assessment.bestIndex, by: $0)
    }
    return Outcome(
      reading: found.reading, assessment: found.assessment, findings: found.trust.findings, explanation: explanation)
  }

  // MARK: - Step by step

  /// A picture that is ready for the network.
  public struct PreparedPicture: Sendable {
    /// The network's input, `signature.input`.
    public let input: [Float]
    /// The size of the picture that was read.
    public let size: ImageSize
    /// Whether it is to be explained.
    public var isExplained: Bool { picture != nil }
    /// Where the lungs are, if that can be told.
    public let lungs: LungOutline?
    let findings: [QualityFinding]
    let picture: Radiograph?
    let started: ContinuousClock.Instant
  }

  /// Decodes and preprocesses a file in memory.
  ///
  /// - Parameters:
  ///   - options: How the file is read; as the model's preprocessing wants where nil.
  ///   - explaining: Whether the picture is kept for a heat-map.
  /// - Throws: `RadiographError`.
  public func prepare(
    _ file: Data, options: ReadingOptions? = nil, explaining: Bool = false
  ) throws -> PreparedPicture {
    let started = ContinuousClock.now
    let options = options ?? bundle.metadata.input.readingOptions()
    return try prepare(try RadiographReader.read(file, options: options), explaining: explaining, since: started)
  }

  /// Preprocesses a picture that has been decoded.
  ///
  /// - Parameters:
  ///   - explaining: Whether the picture is kept for a heat-map.
  ///   - started: When its reading began.
  /// - Throws: `RadiographError`.
  public func prepare(
    _ picture: Radiograph, explaining: Bool = false, since started: ContinuousClock.Instant = .now
  ) throws -> PreparedPicture {
    var picture = PicturePreparation(picture)
    return try prepare(&picture, explaining: explaining, since: started)
  }

  private func prepare(
    _ picture: inout PicturePreparation, explaining: Bool, since started: ContinuousClock.Instant
  ) throws -> PreparedPicture {
    let prepared = try picture.prepared(by: bundle.metadata.input, lungs: lungs)
    return PreparedPicture(
      input: prepared.input, size: picture.picture.size, lungs: prepared.lungs,
      findings: picture.findings(for: bundle.metadata.population ?? .unknown)
        + (prepared.lungs.map { QualityFinding.findings(in: $0) } ?? []),
      picture: explaining ? picture.picture : nil, started: started)
  }

  /// Runs the network on pictures together.
  ///
  /// - Parameter embedding: Whether their pooled features are wanted.
  /// - Throws: `InferenceError`.
  public func run(_ pictures: [PreparedPicture], embedding: Bool = false) throws -> EngineOutput {
    var wanted: OptionalOutputs = detector == nil && !embedding ? [] : .embedding
    let signature = engine.signature
    let hasMap = signature.features != nil || signature.attention != nil
    if pictures.contains(where: { $0.isExplained || (hasMap && $0.lungs?.isFound == true) }) {
      wanted.insert(signature.attention == nil ? .features : .attention)
    }
    if pictures.count == 1 { return try engine.run(pictures[0].input, wanted: wanted) }
    return try engine.run(pictures.flatMap(\.input), wanted: wanted)
  }

  /// Runs the network on tensors that a caller has prepared; see `InferenceEngine.run(_:count:wanted:)`.
  ///
  /// - Throws: `InferenceError`.
  public func run(tensors: [Float], wanted: OptionalOutputs) throws -> EngineOutput {
    try engine.run(tensors, wanted: wanted)
  }

  /// What the network's output says of one picture of a batch.
  ///
  /// - Parameter zones: Whether the lungs' zones are wanted of a picture that is not to be explained, too.
  public func interpret(
    _ picture: PreparedPicture, output: EngineOutput, at index: Int, zones: Bool = false
  ) -> (reading: Reading, assessment: Assessment, trust: Trust) {
    let metadata = bundle.metadata
    let assessment = Assessment(logits: output.logits(of: index), metadata)
    let lungs = picture.lungs.map { outline in
      LungReading(
        outline, heat: heat(picture, output, at: index, of: assessment.leadingIndex, in: outline),
        decision: assessment.decision,
        contour: picture.isExplained, zones: zones || picture.isExplained)
    }
    let trust = Trust(
      picture.findings + (lungs?.findings ?? []) + metadata.reservations, embedding: output.embedding(of: index),
      detector: detector)
    var reading = Reading(
      assessment, model: metadata, inDistribution: trust.inDistribution, quality: trust.findings.map(\.message),
      milliseconds: (ContinuousClock.now - picture.started) / .milliseconds(1))
    reading.lungs = lungs
    if let uncertainty = output.uncertainty, uncertainty.indices.contains(index) {
      reading.uncertainty = uncertainty[index]
    }
    return (reading, assessment, trust)
  }

  /// What speaks for the class that the decision rests on; nil where no lungs were found to look for it in, or the network
  /// has no map.
  private func heat(
    _ picture: PreparedPicture, _ output: EngineOutput, at index: Int, of leading: Int, in outline: LungOutline
  ) -> HeatGrid? {
    guard outline.isFound, let map = try? maps(output, at: index, classes: [leading], by: .gradCAM).first
    else { return nil }
    return HeatGrid(
      map, over: InputField(bundle.metadata.input, of: picture.size, lungs: outline), of: picture.size)
  }
}

extension FailedReading {
  /// What is said of a picture that could not be read.
  public init(_ error: any Error, file: String?) {
    let code = (error as? RadiographError)?.code ?? "prediction_failed"
    self.init(file: file, error: Reason(code: code, message: "\(error)"))
  }
}

extension PictureSource {
  /// What a picture in a file is called.
  var fileName: String? {
    guard case .file(let url) = self else { return nil }
    return url.relativePath
  }
}
