public import ArgumentParser
import Bundles
import Files
import Foundation
import Inference
public import Learning
import ServerCommands

/// Flags that say how a network is run.
struct EngineSelection: ParsableArguments {
  @Option(help: PrecisionRequest.help)
  var precision = PrecisionRequest.auto

  @Option(help: "What runs the network: \(EngineKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var engine = EngineKind.openVINO

  @Option(help: "Where the engine torch runs: auto, cpu (default) or cuda.")
  var device: DeviceChoice?

  @Flag(help: "Give each picture's mirror image a say: the mean of both, at twice the time.")
  var flipAveraging = false

  // Where data are read too, `--views` says which of them: frontal or all.
  @Option(
    help: """
      Views of each picture, slightly turned, shifted and changed in brightness, that are averaged (1 to 16); \
      in `hilum predict` also --views.
      """)
  var viewAveraging = 1

  @Option(
    help: """
      Passes through the head with inputs dropped at random as in training, that are averaged (2 to 256): Monte Carlo \
      dropout.
      """)
  var mcDropout: Int?

  func validate() throws {
    try Self.check("--view-averaging", viewAveraging, ViewAveraging.range)
    if let mcDropout { try Self.check("--mc-dropout", mcDropout, DropoutAveraging.range) }
    guard device == nil || engine == .torch else { throw ValidationError("--device is for --engine torch") }
    let isPossible = [.auto, .f32].contains(precision) || (precision == .bf16 && device != nil && device != .cpu)
    guard engine == .openVINO || isPossible else {
      throw ValidationError("--engine torch computes in f32 only, with --device cuda in bf16 too")
    }
  }

  /// Refuses a number outside a range.
  static func check(_ option: String, _ number: Int, _ range: ClosedRange<Int>) throws {
    guard range.contains(number) else {
      throw ValidationError("\(option) is from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  private func averaging(views: Int?) -> TestTimeAveraging {
    TestTimeAveraging(flip: flipAveraging, views: views ?? viewAveraging, dropoutPasses: mcDropout)
  }

  /// Where LibTorch runs a network.
  private var place: DeviceChoice { device ?? .cpu }

  /// What is chosen, as a text that other choices don't have.
  ///
  /// - Parameter views: Views that are averaged, in place of `--view-averaging`.
  func summary(views: Int?) -> String {
    let averaging = "flip \(flipAveraging), views \(views ?? viewAveraging), dropout \(mcDropout ?? 0)"
    return "precision \(precision.rawValue), engine \(engine.rawValue) on \(place.rawValue), \(averaging)"
  }

  /// Options for an engine of a bundle that keeps compiled models in Hilum's cache.
  ///
  /// What a bundle's record allows is known of the engine that serves models: LibTorch computes in f32 unless told otherwise.
  private func options(_ bundle: ModelBundle, _ mode: EngineOptions.Mode) -> EngineOptions {
    EngineOptions(
      precision: engine == .openVINO ? bundle.precision(precision) : precision.explicit ?? .f32, mode: mode,
      cache: Caches().compiledModels)
  }

  /// The engine for a bundle's network; a precision that this processor lacks is told of.
  func engine(_ bundle: ModelBundle, mode: EngineOptions.Mode) throws -> any InferenceEngine {
    let engine = try bundle.engine(
      engine, on: place.device(), options: options(bundle, mode), averaging: averaging(views: nil))
    tell(engine.precision)
    return engine
  }

  /// A reader of pictures for a bundle's network; a precision that this processor lacks is told of.
  ///
  /// - Parameter views: Views that are averaged, in place of `--view-averaging`.
  func predictor(
    _ bundle: ModelBundle, mode: EngineOptions.Mode, explaining: Bool, views: Int?
  ) throws -> Predictor {
    let predictor = try bundle.predictor(
      engine, on: place.device(), options: options(bundle, mode), explaining: explaining,
      averaging: averaging(views: views))
    tell(predictor.precision)
    return predictor
  }

  private func tell(_ choice: PrecisionChoice) {
    let isChosen = precision == .auto && choice.used != .f32
    if isChosen || choice.fallback != nil { Console.message("Precision: \(choice)") }
  }
}

extension EngineKind: ExpressibleByArgument {}
