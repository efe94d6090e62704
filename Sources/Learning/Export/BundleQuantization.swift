public import Bundles
public import Datasets
import Foundation
public import Inference
import Metrics
public import ONNX
import Synchronization

/// Quantizes a model to 8-bit integers, and measures what that costs.
///
/// Ranges come from training pictures, as does by how much biases make up for what rounding does to means. Which way of
/// choosing ranges is best, and which layers stay in floats, is decided on validation pictures, by how far probabilities move. Test pictures are looked at
/// once, to measure the cost. Data are parted as the model's training parts them, so that what has no parts of its own gets
/// the same again.
public struct BundleQuantization: Sendable {
  /// How much the AUROC may fall at most before a quantized model should not be used.
  public static let aurocLossLimit = 0.005

  /// What quantization did to a model.
  public struct Report: Sendable, Encodable {
    /// How the ranges of activations were chosen.
    public let method: RangeMethod
    /// How far probabilities moved on validation pictures on average, for each way that was tried.
    public let meanShift: [RangeMethod: Double]
    /// Pictures that the ranges come from.
    public let calibrationPictures: Int
    /// The part that the rest was measured on: test, or validation where the training makes no test part.
    public let part: Split
    /// Pictures of that part.
    public let n: Int
    /// Convolutions that stay in floats, because integers are too coarse for them.
    public let floatLayers: [String]
    /// The AUROC in floats.
    public let aurocBefore: Double
    /// The AUROC in integers.
    public let aurocAfter: Double
    /// Decisions at the operating point that are others in integers.
    public let flipped: Int
    /// How far a probability moved at most.
    public let largestShift: Double

    /// How much the AUROC fell.
    public var aurocLoss: Double { aurocBefore - aurocAfter }

    private enum CodingKeys: String, CodingKey {
      case method, part, n, flipped
      case meanShift = "mean_shift"
      case calibrationPictures = "calibration_pictures"
      case floatLayers = "float_layers"
      case aurocBefore = "auroc_before"
      case aurocAfter = "auroc_after"
      case largestShift = "largest_shift"
    }

    /// Writes all figures; ``meanShift`` by the methods' names.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(method, forKey: .method)
      try container.encode(
        Dictionary(uniqueKeysWithValues: meanShift.map { ($0.key.rawValue, $0.value) }), forKey: .meanShift)
      try container.encode(calibrationPictures, forKey: .calibrationPictures)
      try container.encode(part, forKey: .part)
      try container.encode(n, forKey: .n)
      try container.encode(floatLayers, forKey: .floatLayers)
      try container.encode(aurocBefore, forKey: .aurocBefore)
      try container.encode(aurocAfter, forKey: .aurocAfter)
      try container.encode(flipped, forKey: .flipped)
      try container.encode(largestShift, forKey: .largestShift)
    }
  }

  private let bundle: ModelBundle
  private let observer: @Sendable (TrainingEvent) -> Void

  /// A quantization of `bundle`, whose progress `observer` is told of.
  public init(_ bundle: ModelBundle, observer: @escaping @Sendable (TrainingEvent) -> Void) {
    self.bundle = bundle
    self.observer = observer
  }

  /// Quantizes with the help of labelled pictures; nothing is written.
  ///
  /// - Returns: The graph, what it costs, and the pictures with their parts.
  /// - Throws: `DataError.classesOfModelDiffer`, `ONNXError.unsupported`, `RecipeError` and the like.
  public func run(on dataset: Dataset) throws -> (model: ONNXModel, report: Report, data: Dataset) {
    let metadata = bundle.metadata
    let dataset = try parted(dataset.aligned(with: metadata.classes))
    let model = try ONNXModel(contentsOf: bundle.verified(.graph))
    let quantizer = try Quantizer(model)
    let pictures = Self.spread(dataset.samples(in: .train), Calibration.pictureLimit)
    let calibration = try Calibration(
      quantizer, model: model, preprocessing: metadata.input, pictures: pictures.map(\.url),
      progress: { observer(.progress(title: "Calibrating", done: $0, total: pictures.count)) })

    let choosing = Self.spread(dataset.samples(in: .validation), Calibration.pictureLimit)
    let exact = try scores(model, .f32, choosing, "Trying f32")
    var best: (method: RangeMethod, model: ONNXModel, shift: Double)?
    var shifts: [RangeMethod: Double] = [:]
    let expected = try meanLogits(model, .f32, pictures)
    func corrected(_ quantizer: Quantizer, _ method: RangeMethod) throws -> ONNXModel {
      let quantized = try quantizer.quantized(ranges: calibration.ranges(method), means: calibration.means)
      let moved = zip(try meanLogits(quantized, .int8, pictures), expected).map { Float($0 - $1) }
      return try quantized.takingFromLogits(moved)
    }
    for method in RangeMethod.allCases {
      let quantized = try corrected(quantizer, method)
      let shift = Self.shifts(exact, try scores(quantized, .int8, choosing, "Trying \(method.rawValue)"))
      let mean = shift.reduce(0, +) / Double(max(1, shift.count))
      shifts[method] = mean
      if mean < best?.shift ?? .infinity { best = (method, quantized, mean) }
    }
    guard var best else { throw MetricsError.empty }
    let ranges = calibration.ranges(best.method)
    let search = SensitiveLayers(model, of: metadata, on: choosing, observer: observer) {
      try $0.quantized(ranges: ranges, means: calibration.means)
    }
    let left = try search.left(from: quantizer, whole: best.model) { try corrected($0, best.method) }
    if let left { best.model = left.model }

    let part = dataset.samples(in: .test).isEmpty ? Split.validation : .test
    let measured = dataset.samples(in: part)
    let before = try scores(model, .f32, measured, "Measuring f32")
    let after = try scores(best.model, .int8, measured, "Measuring int8")
    let threshold = metadata.operatingPoint.threshold
    let report = Report(
      method: best.method, meanShift: shifts, calibrationPictures: calibration.pictures, part: part,
      n: before.scores.count, floatLayers: left?.layers ?? [],
      aurocBefore: try DeLong.estimate(before.screening().predictions).auroc,
      aurocAfter: try DeLong.estimate(after.screening().predictions).auroc,
      flipped: zip(before.scores, after.scores).count { ($0 >= threshold) != ($1 >= threshold) },
      largestShift: Self.shifts(before, after).max() ?? 0)
    return (best.model, report, dataset)
  }

  // MARK: - Steps

  /// The mean of each logit over pictures; those that can't be read are left out.
  private func meanLogits(_ model: ONNXModel, _ precision: Precision, _ samples: [Sample]) throws -> [Double] {
    let engine = try engine(model, precision)
    let total = Mutex((sums: [Double](repeating: 0, count: engine.signature.classes), count: 0))
    ImagePass(engine, bundle.metadata.input).forEach(samples.map(\.url)) { _, result in
      guard let logits = try? result.get().logits else { return }
      total.withLock { total in
        for (index, logit) in logits.enumerated() { total.sums[index] += Double(logit) }
        total.count += 1
      }
    }
    return total.withLock { total in total.sums.map { $0 / Double(max(total.count, 1)) } }
  }

  private func engine(_ model: ONNXModel, _ precision: Precision) throws -> OpenVINOEngine {
    try OpenVINOEngine(model, options: EngineOptions(precision: precision, mode: .throughput))
  }

  private func scores(
    _ model: ONNXModel, _ precision: Precision, _ samples: [Sample], _ title: String
  ) throws -> ScoreTable {
    ScoreTable(samples, model: bundle.metadata, engine: try engine(model, precision)) {
      observer(.progress(title: title, done: $0, total: samples.count))
    }
  }

  /// The data with the parts that the model's training gives them.
  private func parted(_ dataset: Dataset) throws -> Dataset {
    // An imported model has none; its data are parted by the defaults.
    let yaml = bundle.metadata.recipe
    let recipe = try yaml.isEmpty ? Recipe() : Recipe(yaml: yaml, file: ModelBundle.metadataName)
    let parted = try dataset.prepared(rules: recipe.data.split, seed: recipe.plan[0].train.seed)
    for note in parted.provenance.notes { observer(.note(note)) }
    return parted
  }

  /// At most `count` samples, evenly drawn.
  private static func spread(_ samples: [Sample], _ count: Int) -> [Sample] {
    let count = min(count, samples.count)
    return (0..<count).map { samples[$0 * samples.count / count] }
  }

  private static func shifts(_ left: ScoreTable, _ right: ScoreTable) -> [Double] {
    zip(left.scores, right.scores).map { abs($0 - $1) }
  }
}
