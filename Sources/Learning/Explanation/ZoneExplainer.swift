public import Bundles
public import Foundation
public import Inference
public import Radiograph
import Reporting

/// Explains readings of a model by the zones of the lungs: Shapley values, as bars and as a picture.
public struct ZoneExplainer: Sendable {
  /// What the zones add to the probability or logit of a class.
  public struct Explanation: Sendable {
    /// The picture.
    public let picture: Radiograph
    /// The class that is explained.
    public let className: String
    /// Its calibrated probability.
    public let probability: Double
    /// The values.
    public let contributions: ZoneContributions
  }

  private let predictor: Predictor
  private let payoff: ZoneContributions.Payoff
  private let absence: Absence

  /// An explainer of a model.
  ///
  /// - Parameters:
  ///   - payoff: What is shared out.
  ///   - absence: What stands for parts that are taken away.
  /// - Throws: `BundleError`, `InferenceError`.
  public init(
    _ bundle: ModelBundle, payoff: ZoneContributions.Payoff = .probability, absence: Absence = .blurred,
    engine: EngineOptions = EngineOptions()
  ) throws {
    predictor = try Predictor(bundle, options: engine)
    self.payoff = payoff
    self.absence = absence
  }

  /// Explains a file's reading.
  ///
  /// - Parameters:
  ///   - options: How the file is read; as the model's preprocessing wants where nil.
  ///   - className: The class; the predicted one where nil.
  /// - Throws: `LearningError.noSuchClass`; `RadiographError.noLungs` and what else
  ///   `Predictor.zoneContributions(_:class:payoff:absence:)` throws.
  public func explain(_ file: URL, options: ReadingOptions? = nil, class className: String? = nil) throws -> Explanation
  {
    let metadata = predictor.bundle.metadata
    let choice = className.map { ExplainedClasses.named($0) } ?? .predicted
    try choice.check(metadata.classes)
    let picture = try RadiographReader.read(contentsOf: file, options: options ?? metadata.input.readingOptions())
    let prepared = try predictor.prepare(picture)
    let output = try predictor.run([prepared])
    let assessment = predictor.interpret(prepared, output: output, at: 0).assessment
    let index = choice.indices(in: assessment).first ?? assessment.bestIndex
    return Explanation(
      picture: picture, className: metadata.classes[index], probability: assessment.probabilities[index],
      contributions: try predictor.zoneContributions(prepared, class: index, payoff: payoff, absence: absence))
  }

  /// The PNG file of an explanation: the picture, its zones tinted by their values, beside a bar for each.
  ///
  /// - Throws: `RadiographError`, `ReportingError`.
  public func pngFile(_ explanation: Explanation) throws -> [UInt8] {
    let contributions = explanation.contributions
    let tinted = try contributions.tinted(explanation.picture, colors: ContributionChart.colors)
    let chart = ContributionChart(
      title: "What speaks for \(explanation.className): \(payoff.rawValue)", base: contributions.base,
      value: contributions.value,
      rows: contributions.players.map {
        .init(LungZoneShares.Zone(rawValue: $0.name)?.name ?? "outside the lungs", value: $0.value)
      })
    let sheet = ContactSheet(items: [.init(tinted, caption: "")], columns: 1, cell: 424)
    return try SVGRasterizer.png(
      .grid([sheet.drawing(), chart.drawing], columns: 2, label: "Shapley values of the lungs' zones"))
  }
}
