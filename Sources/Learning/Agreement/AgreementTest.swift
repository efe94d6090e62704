import Bundles
import Datasets
import Files
import Foundation
import Inference
import Metrics
import ONNX
import Radiograph
import Stress
import Synchronization

/// Holds each precision that a model can be run in on this machine against f32, on pictures as they are and changed as other films
/// differ.
///
/// At most ``pictureLimit`` pictures are taken, evenly from all. Each is looked at as it is and under
/// ``conditionsPerPicture`` of the light battery's cells in turn, changed as in `StressTest`.
struct AgreementTest: Sendable {
  /// Pictures that are taken at most.
  static let pictureLimit = 256
  /// Changes that each of them stands under.
  static let conditionsPerPicture = 2

  /// A graph in a precision.
  struct Candidate {
    let precision: Precision
    let graph: ONNXModel
    /// The SHA-256 of the graph's file.
    let checksum: Checksum
  }

  let model: ModelMetadata
  /// The network's head, by which heat-maps are made; the same in all precisions.
  let head: ClassifierHead?
  /// Pictures that are taken at most.
  var pictures = pictureLimit
  let observer: @Sendable (TrainingEvent) -> Void

  /// Measures candidates.
  ///
  /// - Parameters:
  ///   - samples: Labelled in the order of the model's classes, where they are.
  ///   - data: The name of their data.
  /// - Returns: nil where there is no candidate that the machine can run, or no picture that can be read.
  /// - Throws: `InferenceError`.
  func run(
    _ candidates: [Candidate], against exact: ONNXModel, on samples: [Sample], of data: String
  ) throws -> PrecisionAgreement? {
    guard !candidates.isEmpty, let reference = try reference(exact, on: samples) else { return nil }
    var entries: [String: PrecisionAgreement.Entry] = [:]
    for candidate in candidates { entries[candidate.precision.rawValue] = try entry(candidate, against: reference) }
    guard !entries.isEmpty else { return nil }
    return PrecisionAgreement(
      date: Date.now.formatted(.iso8601), data: data, conditions: Self.conditions.map(\.id),
      processor: Processor.current.name, precisions: entries)
  }

  // MARK: - Steps

  /// What the model says in f32.
  struct Reference {
    fileprivate let samples: [Sample]
    fileprivate let outputs: [[Output?]]
  }

  /// What the network gives for a view of a picture.
  fileprivate struct Output: Sendable {
    let logits: [Float]
    /// The class that is explained: the one that leads in f32.
    let leading: Int
    /// What speaks for it, row by row.
    let heat: [Float]
  }

  /// What the model says in f32 of pictures, at most as many as are taken; nil where there is none.
  func reference(_ exact: ONNXModel, on samples: [Sample]) throws -> Reference? {
    let samples = spread(samples)
    guard !samples.isEmpty, let outputs = try outputs(exact, .f32, samples) else { return nil }
    return Reference(samples: samples, outputs: outputs)
  }

  /// How far a candidate says the same; nil where the machine can't run it, or no picture can be read.
  func entry(_ candidate: Candidate, against reference: Reference) throws -> PrecisionAgreement.Entry? {
    guard let found = try outputs(candidate.graph, candidate.precision, reference.samples, explainedAs: reference)
    else { return nil }
    let shift = Self.shift(from: found[0], to: reference.outputs[0])
    let clean = compare(reference, found, shift, 0..<1)
    let stressed = compare(reference, found, shift, 1..<Self.viewCount)
    guard clean.n > 0 else { return nil }
    return PrecisionAgreement.Entry(
      graph: candidate.checksum, logitShift: shift, clean: clean, stressed: stressed.n > 0 ? stressed : nil)
  }

  private static let conditions = StressBattery.light.cells
  private static let viewCount = 1 + conditionsPerPicture
  private static let seed: UInt64 = 19

  /// An output for each view of each sample, view by view, or nil where it could not be had; nil where the machine can't run
  /// the precision.
  private func outputs(
    _ graph: ONNXModel, _ precision: Precision, _ samples: [Sample], explainedAs reference: Reference? = nil
  ) throws -> [[Output?]]? {
    let engine = try OpenVINOEngine.network(graph, options: EngineOptions(precision: precision, mode: .throughput))
    guard engine.precision.used == precision else { return nil }
    let signature = engine.signature
    let wanted: OptionalOutputs =
      signature.attention != nil ? .attention : head != nil && signature.features != nil ? .features : []
    let size = model.input.inputSize
    let views = PictureViews(count: Self.viewCount) { picture, index in
      let scaled = try picture.scaledDown(to: size)
      return { view in
        guard view > 0 else { return picture }
        let cell = Self.conditions[(index * Self.conditionsPerPicture + view - 1) % Self.conditions.count]
        return try cell.apply(to: scaled, seed: Self.seed, index: index)
      }
    }
    let found = Mutex([[Output?]](repeating: Array(repeating: nil, count: samples.count), count: views.count))
    let title = "Comparing \(precision.rawValue)"
    ImagePass(engine, model.input, wanted: wanted).forEach(
      samples.map(\.url), views, progress: { observer(.progress(title: title, done: $0, total: samples.count)) }
    ) { index, view, result in
      guard let seen = try? result.get() else { return }
      let leading =
        reference?.outputs[view][index]?.leading ?? Assessment(logits: seen.logits, model).leadingIndex
      let output = Output(
        logits: Array(seen.logits), leading: leading, heat: heat(seen, signature, leading: leading))
      found.withLock { $0[view][index] = output }
    }
    return found.withLock(\.self)
  }

  /// What speaks for a class: by Grad-CAM, or the network's own attention; empty where neither can be had.
  private func heat(_ seen: ImagePass.Seen, _ signature: ModelSignature, leading: Int) -> [Float] {
    if let attention = seen.attention { return Array(attention) }
    guard let features = seen.features, let shape = signature.features, shape.count == 3, let head else { return [] }
    let map = try? ActivationMap.gradCAM.map(
      features: features, height: shape[1], width: shape[2], head: head, class: model.logitIndex(ofClass: leading))
    return map?.values ?? []
  }

  /// How much each logit lacks on average.
  private static func shift(from found: [Output?], to exact: [Output?]) -> [Double] {
    let pairs = zip(found, exact).compactMap { one, other in one.flatMap { one in other.map { (one, $0) } } }
    guard let first = pairs.first else { return [] }
    return first.0.logits.indices.map { index in
      pairs.reduce(0) { $0 + Double($1.1.logits[index] - $1.0.logits[index]) } / Double(pairs.count)
    }
  }

  private func compare(
    _ reference: Reference, _ found: [[Output?]], _ shift: [Double], _ views: Range<Int>
  ) -> PrecisionAgreement.Comparison {
    let classes = TaskClasses(model)
    var pairs: [(ComparedAnswer, ComparedAnswer, Bool?)] = []
    for view in views {
      for (index, sample) in reference.samples.enumerated() {
        guard let one = reference.outputs[view][index], let other = found[view][index] else { continue }
        let corrected = zip(other.logits, shift).map { $0 + Float($1) }
        pairs.append(
          (
            ComparedAnswer(logits: one.logits, model, heat: one.heat),
            ComparedAnswer(logits: corrected, model, heat: other.heat), classes.isPositive(sample.truth)
          ))
      }
    }
    return PrecisionAgreement.Comparison(pairs.map(\.0), pairs.map(\.1), truths: pairs.map(\.2))
  }

  private func spread(_ samples: [Sample]) -> [Sample] {
    let count = min(pictures, Self.pictureLimit, samples.count)
    return (0..<count).map { samples[$0 * samples.count / count] }
  }
}
