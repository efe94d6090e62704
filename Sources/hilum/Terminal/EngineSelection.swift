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

  @Flag(help: "Give each picture's mirror image a say: the mean of both, at twice the time.")
  var flipAveraging = false

  @Option(
    help: "Views of each picture, slightly turned, shifted and changed in brightness, that are averaged (1 to 16).")
  var views = 1

  func validate() throws {
    guard ViewAveraging.range.contains(views) else {
      throw ValidationError(
        "--views is from \(ViewAveraging.range.lowerBound) to \(ViewAveraging.range.upperBound)")
    }
    guard engine == .openVINO || precision == .f32 else {
      throw ValidationError("--engine torch computes in f32 only")
    }
  }

  /// Options for an engine that keeps compiled models in Hilum's cache.
  func options(_ mode: EngineOptions.Mode) -> EngineOptions {
    EngineOptions(precision: precision, mode: mode, cache: Caches().compiledModels)
  }

  /// The engine for a bundle's network; a precision that this processor lacks is told of.
  func engine(_ bundle: ModelBundle, mode: EngineOptions.Mode) throws -> any InferenceEngine {
    let engine = try bundle.engine(engine, options: options(mode))
    Self.tell(engine.precision)
    return try bundle.averaging(engine, flip: flipAveraging, views: views)
  }

  /// A reader of pictures for a bundle's network; a precision that this processor lacks is told of.
  func predictor(_ bundle: ModelBundle, mode: EngineOptions.Mode, explaining: Bool) throws -> Predictor {
    let predictor = try bundle.predictor(
      engine, options: options(mode), explaining: explaining, flipAveraging: flipAveraging, views: views)
    Self.tell(predictor.precision)
    return predictor
  }

  private static func tell(_ precision: PrecisionChoice) {
    if precision.fallback != nil { Console.message("Precision: \(precision)") }
  }
}

extension EngineKind: ExpressibleByArgument {}
