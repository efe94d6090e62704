public import ArgumentParser
public import Inference

extension Precision: ExpressibleByArgument {}

extension PrecisionRequest: ExpressibleByArgument {}

extension PrecisionRequest {
  /// What the option says of it.
  public static var help: ArgumentHelp {
    "Arithmetic: f32, bf16, int8, or the fastest that the model keeps its word in here (auto)."
  }
}
