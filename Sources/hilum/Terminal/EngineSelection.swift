public import ArgumentParser
import Bundles
import Files
import Foundation
import Inference
public import Learning
import ServerCommands

/// Flags that say how a network is run.
struct EngineSelection: ParsableArguments {
  @Option(help: "Arithmetic: \(Precision.allCases.map(\.rawValue).joined(separator: ", ")).")
  var precision = Precision.f32

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
    guard engine == .openVINO || precision == .f32 || (precision == .bf16 && device != nil && device != .cpu) else {
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

  /// Options for an engine that keeps compiled models in Hilum's cache.
  func options(_ mode: EngineOptions.Mode) -> EngineOptions {
    EngineOptions(precision: precision, mode: mode, cache: Caches().compiledModels)
  }

  /// The engine for a bundle's network; a precision that this processor lacks is told of.
  func engine(_ bundle: ModelBundle, mode: EngineOptions.Mode) throws -> any InferenceEngine {
    let engine = try bundle.engine(
      engine, on: place.device(), options: options(mode), averaging: averaging(views: nil))
    Self.tell(engine.precision)
    return engine
  }

  /// A reader of pictures for a bundle's network; a precision that this processor lacks is told of.
  ///
  /// - Parameter views: Views that are averaged, in place of `--view-averaging`.
  func predictor(
    _ bundle: ModelBundle, mode: EngineOptions.Mode, explaining: Bool, views: Int?
  ) throws -> Predictor {
    let predictor = try bundle.predictor(
      engine, on: place.device(), options: options(mode), explaining: explaining, averaging: averaging(views: views))
    Self.tell(predictor.precision)
    return predictor
  }

  private static func tell(_ precision: PrecisionChoice) {
    if precision.fallback != nil { Console.message("Precision: \(precision)") }
  }
}

extension EngineKind: ExpressibleByArgument {}
