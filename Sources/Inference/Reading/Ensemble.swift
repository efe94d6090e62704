import Bundles
import Foundation
public import Radiograph

/// Several models that read a picture together, such as those of a cross-validation.
///
/// The probability is the mean of theirs, the threshold the mean of theirs, and how far they are apart says how sure they
/// are: Lakshminarayanan et al., "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles", 2017,
/// <https://arxiv.org/abs/1612.01474>. A picture that one of them refuses is refused. Name, version and heat-map are the
/// first one's. One model alone reads as it always does.
public struct Ensemble: Sendable {
  /// The models.
  public let members: [Predictor]
  private let first: Predictor

  /// What several models add to a reading.
  public struct Spread: Sendable, Equatable, Codable {
    /// The number of models.
    public let members: Int
    /// The standard deviation of the positive class's probability among them.
    public let spread: Double
  }

  /// Models that tell the same classes apart.
  ///
  /// - Throws: `InferenceError.ensemble` where they do not, or there is none.
  public init(_ members: [Predictor]) throws(InferenceError) {
    guard let first = members.first else { throw .ensemble([]) }
    let metadata = members.map(\.bundle.metadata)
    guard
      metadata.allSatisfy({
        $0.task == metadata[0].task && $0.classes == metadata[0].classes
          && $0.positiveClass == metadata[0].positiveClass && $0.negativeClass == metadata[0].negativeClass
      })
    else { throw .ensemble(metadata.map(\.classes)) }
    self.members = members
    self.first = first
  }

  /// Reads a picture with every model; see `Predictor`.
  public func read(
    _ source: PictureSource, options: ReadingOptions? = nil, explainedBy map: ActivationMap? = nil,
    of explained: Int? = nil, zones: Bool = false
  ) throws -> Predictor.Outcome {
    guard members.count > 1 else {
      return try first.read(source, options: options, explainedBy: map, of: explained, zones: zones)
    }
    let started = ContinuousClock.now
    // Decoded and prepared once for all that want it alike.
    var pictures: [ReadingOptions: PicturePreparation] = [:]
    let outcomes = try members.enumerated().map { index, member in
      let options = options ?? member.bundle.metadata.input.readingOptions()
      var picture = try pictures[options] ?? PicturePreparation(source.read(options))
      defer { pictures[options] = picture }
      return try member.read(
        &picture, named: source.fileName, explainedBy: index == 0 ? map : nil, of: explained,
        zones: zones && index == 0, since: started)
    }
    let mean = Assessment(mean: outcomes.map(\.assessment))
    let opinions = outcomes.map(\.reading.inDistribution)
    var seen: Set<QualityFinding> = []
    let findings = outcomes.flatMap(\.findings).filter { seen.insert($0).inserted }
    var reading = Reading(
      mean, model: first.bundle.metadata,
      inDistribution: opinions.contains(false) ? false : opinions.contains(nil) ? nil : true,
      quality: findings.map(\.message), file: source.fileName,
      milliseconds: (ContinuousClock.now - started) / .milliseconds(1))
    reading.lungs = outcomes[0].reading.lungs
    let uncertainty = Uncertainty(
      of: outcomes.map { ($0.assessment.probability(leading: mean.leadingIndex), $0.reading.uncertainty) })
    reading.ensemble = Spread(members: members.count, spread: uncertainty.disagreement ?? 0)
    reading.uncertainty = uncertainty
    return Predictor.Outcome(
      reading: reading, assessment: mean, findings: findings, explanation: outcomes[0].explanation)
  }
}
