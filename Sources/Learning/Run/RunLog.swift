import Datasets
import Files
import Foundation
import Metrics
import Radiograph
import Reporting

/// Writes down a run while it goes on: `history.csv`, and events for TensorBoard under `logs/`.
final class RunLog {
  /// Training images that the contact sheet shows.
  private static let pictureCount = 24
  /// Classes or findings whose curves are written, at most.
  private static let curveCount = 20
  private let url: URL
  private let classes: [String]
  private let events: EventWriter
  private var epochs: [EpochResult]

  /// The log of the run in the folder `url`.
  ///
  /// - Parameter epochs: What earlier sessions of the run gave.
  init(_ url: URL, dataset: Dataset, epochs: [EpochResult]) throws {
    self.url = url
    self.epochs = epochs
    classes = dataset.classes
    events = try EventWriter(
      folder: url.appending(path: "logs"), resumingAt: epochs.isEmpty ? nil : epochs.count + 1)
  }

  /// Writes the recipe, which is the run's first event.
  func write(recipe: String) throws {
    try events.add("recipe", text: "```yaml\n\(recipe)```", step: 0)
  }

  /// Writes an epoch.
  ///
  /// - Parameter predictions: Uncalibrated probabilities on validation data.
  func write(_ epoch: EpochResult, _ predictions: TaskPredictions) throws {
    epochs.append(epoch)
    try History(epochs).write(to: url.appending(path: "history.csv"))
    for (name, value) in epoch.scalars + epoch.pairs { try events.add(name, scalar: value, step: epoch.epoch) }
    if case .binary(let predictions) = predictions { try write(predictions, as: "precision_recall", epoch) }
    guard let several = predictions.several, several.names.count <= Self.curveCount else { return }
    for (index, name) in several.names.enumerated() {
      guard let finding = several.finding(index) else { continue }
      try write(finding, as: "precision_recall/\(name)", epoch)
    }
  }

  private func write(_ predictions: BinaryPredictions, as name: String, _ epoch: EpochResult) throws {
    try events.add(
      "validation/\(name)", precisionRecallOf: predictions.scores, isPositive: predictions.isPositive, step: epoch.epoch
    )
  }

  /// Draws some training images as the stage's first epoch has them, for a person to look at, if they are varied.
  func write(samplesOf stage: TrainingStage, _ batches: ImageBatches) throws {
    guard !stage.augment.isIdentity else { return }
    let sheet = try ContactSheet(
      title: "Training images as epoch 1 of stage \(stage.name) has them", items: items(batches))
    let drawing = try sheet.drawing()
    let png = try SVGRasterizer.png(drawing, scale: 1)
    try AtomicFile.write(Data(png), to: url.appending(path: "samples-\(stage.name).png"))
    let size = drawing.pageSize
    try events.add(
      "samples/\(stage.name)", png: png, width: Int(size.width.rounded()), height: Int(size.height.rounded()),
      step: epochs.count)
  }

  /// Images from all over the data, whatever its order.
  private func items(_ batches: ImageBatches) throws -> [ContactSheet.Item] {
    let count = min(Self.pictureCount, batches.truths.count)
    return try (0..<count).map { number in
      let sample = number * batches.truths.count / count
      let picture = try batches.picture(sample, epoch: 1)
      let pixels: Pixels = picture.channels == 1 ? .gray8(picture.samples) : .rgb8(picture.samples)
      return ContactSheet.Item(
        try Radiograph(width: picture.width, height: picture.height, pixels: pixels),
        caption: batches.truths[sample].names(in: classes).joined(separator: ", "))
    }
  }
}
