import ArgumentParser
import Bundles
import Files
import Foundation
import Inference
import Learning
import Radiograph
import Scoring

/// `hilum features`.
struct FeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features", abstract: "Write what a network makes of X-rays before it decides: the pooled features.",
    discussion: """
      512 numbers of a picture for ResNet-18, 2,048 for ResNet-50; of an ensemble those of its networks one after the \
      other. For retrieval, plots and further models. Pictures are in the order of their names. In .npy the row of a \
      picture that can't be read is NaN, and FILE.jsonl beside it has the file of each row.
      """)

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @OptionGroup var inputs: PictureInputs

  @OptionGroup var destination: OutputSelection

  @OptionGroup var selection: EngineSelection

  @OptionGroup var picture: PictureSelection

  func validate() throws {
    guard destination.output != nil else { throw ValidationError("say where to: --output FILE") }
    try destination.check(RecordFormat.allCases)
    guard selection.viewAveraging == 1, !selection.flipAveraging, selection.mcDropout == nil else {
      throw ValidationError("features are those of the picture itself: nothing is averaged")
    }
  }

  func run() throws {
    guard let file = destination.file, let format = RecordFormat(file) else { return }
    if destination.isDone() { return }
    let pictures = try inputs.pictures(strict: true)
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    let engine = try selection.engine(bundle, mode: .throughput)
    guard let width = engine.signature.embedding else { throw InferenceError.missingOutput("embedding") }
    let plan = ScoringPlan(
      inputs: pictures.names, shard: destination.shard ?? .whole, model: try bundle.checksum().hex,
      settings: "features, \(selection.summary(views: nil)), \(picture.summary)")
    let named = pictures.named(plan.inputs)
    let preprocessing = bundle.metadata.input
    var options = preprocessing.readingOptions()
    picture.apply(to: &options)
    let read: @Sendable (Int) -> Result<FeatureRecord, any Error> = { [options] index in
      let (file, name) = named[index]
      do {
        let input = try preprocessing.input(for: RadiographReader.read(contentsOf: file, options: options))
        let output = try engine.run(input, wanted: .embedding)
        return .success(FeatureRecord(file: name, features: output.embedding))
      } catch {
        return .success(FeatureRecord(file: name, error: FailedReading(error, file: name).error))
      }
    }
    try destination.score(plan, to: file, format.writer(FeatureColumns()) ?? ArrayWriter(width: width)) { read }
  }
}
