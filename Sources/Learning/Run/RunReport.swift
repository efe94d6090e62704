import Backbones
import Bundles
import Datasets
import Foundation
import Metrics
import Radiograph
import Reporting

/// Makes the report that people look at from what a training has found out.
struct RunReport {
  let outcome: RunOutcome
  private static let worstErrorCount = 12

  /// The whole report.
  func report() throws -> Report {
    Report(
      title: outcome.recipe.name, summary: outcome.recipe.summary, facts: try facts,
      notes: outcome.dataset.provenance.notes, data: dataSummary, evaluations: evaluations,
      operatingPoint: outcome.judge.operatingPoint,
      operatingTradeOff: outcome.judge.tradeOff,
      calibration: outcome.judge.classes.task == .multilabel ? nil : outcome.judge.temperature,
      predictionSets: outcome.test?.sets, history: History(outcome.epochs), bestEpoch: outcome.bestEpoch,
      evidence: outcome.evidence, stress: outcome.stress, groups: outcome.groups, worstErrors: worstErrors,
      recipe: try outcome.recipe.yaml(), versions: try versions)
  }

  private var facts: [Report.Fact] {
    get throws {
      var facts = [
        Report.Fact("Network", outcome.recipe.model.architecture.rawValue),
        Report.Fact("Classes", outcome.dataset.classes.joined(separator: ", ")),
        Report.Fact("Positive class", outcome.judge.classes.positiveName),
        Report.Fact("Epochs", "\(outcome.epochs.count)" + (outcome.bestEpoch.map { ", the best was \($0)" } ?? "")),
        Report.Fact("Seed", "\(outcome.recipe.train.seed)"),
      ]
      if let start = outcome.start {
        let part = start.includesHead ? "" : ", with a new head"
        facts.append(Report.Fact("Went on from", "\(start.base.name), version \(start.base.version)\(part)"))
      }
      return facts
    }
  }

  private var versions: [Report.Fact] {
    get throws { [Report.Fact("Hilum", Software.version), Report.Fact("LibTorch", try Software.libTorch())] }
  }

  private var dataSummary: Report.DataSummary {
    let dataset = outcome.dataset
    let splits = Split.allCases.compactMap { split -> Report.DataSummary.Split? in
      let samples = dataset.samples(in: split)
      guard !samples.isEmpty else { return nil }
      return Report.DataSummary.Split(
        split.rawValue, images: dataset.counts(in: split), patients: Set(samples.map(\.patient)).count)
    }
    return Report.DataSummary(classes: dataset.classes, splits: splits)
  }

  private var evaluations: [Report.Evaluation] {
    [("test", outcome.test), ("validation", outcome.validation)].compactMap { $1?.evaluation($0) }
  }

  /// The readings that were wrong by the most, with their pictures.
  private var worstErrors: [Report.WorstError] {
    let threshold = outcome.judge.operatingPoint.threshold
    guard let screening = outcome.judged.screening else { return [] }
    let predictions = screening.predictions
    let wrong = predictions.scores.indices.filter {
      (predictions.scores[$0] >= threshold) != predictions.isPositive[$0]
    }
    let worst = wrong.sorted { abs(predictions.scores[$0] - threshold) > abs(predictions.scores[$1] - threshold) }
    return worst.prefix(Self.worstErrorCount).compactMap { index in
      let sample = screening.samples[index]
      guard let thumbnail = thumbnail(sample.url) else { return nil }
      return Report.WorstError(
        thumbnail: thumbnail, file: sample.fileName,
        trueClass: sample.truth.names(in: outcome.dataset.classes).joined(separator: ", "),
        probability: predictions.scores[index])
    }
  }

  /// A picture as the model sees it, or nil if it has gone meanwhile.
  private func thumbnail(_ url: URL) -> Radiograph? {
    let input = outcome.recipe.input
    guard let image = try? input.prepare(RadiographReader.read(contentsOf: url, options: input.readingOptions())) else {
      return nil
    }
    let pixels: Pixels = image.channels == 1 ? .gray8(image.samples) : .rgb8(image.samples)
    return try? Radiograph(width: image.width, height: image.height, pixels: pixels)
  }
}
