public import Bundles

/// The arithmetic in which a network runs.
public enum Precision: String, Sendable, Hashable, Codable, CaseIterable {
  /// 32-bit floats, exactly: never replaced by something faster.
  case f32
  /// 16-bit brain floats behind a first part in f32, where the processor has them.
  case bf16
  /// 8-bit integers, for a model that has been quantized.
  case int8

  /// The graph of a bundle that it runs.
  public var graph: BundleFile { self == .int8 ? .quantizedGraph : .graph }
}

/// Which precision was asked for, which one is in use, and why they differ.
public struct PrecisionChoice: Sendable, Equatable {
  /// Why another precision than the requested one is in use.
  public enum Fallback: String, Sendable, Equatable {
    /// The device has no instructions for it.
    case notSupportedByDevice
  }

  /// The precision asked for.
  public let requested: Precision
  /// The precision in use.
  public let used: Precision
  /// Why they differ; nil where they are the same.
  public let fallback: Fallback?

  /// The precision asked for, which is in use.
  public init(_ requested: Precision) {
    self.requested = requested
    used = requested
    fallback = nil
  }

  /// The choice for a device with these capabilities, in OpenVINO's words (`FP32`, `BF16`, `INT8`, …).
  ///
  /// A quantized model runs on every device, only not always faster, so `int8` never falls back.
  package init(_ requested: Precision, capabilities: Set<String>) {
    self.requested = requested
    let supported = requested != .bf16 || capabilities.contains("BF16")
    used = supported ? requested : .f32
    fallback = supported ? nil : .notSupportedByDevice
  }
}

extension PrecisionChoice: CustomStringConvertible {
  /// The choice in words, such as "f32 (bf16 is not supported by this processor)".
  public var description: String {
    switch fallback {
    case nil: used.rawValue
    case .notSupportedByDevice: "\(used.rawValue) (\(requested.rawValue) is not supported by this processor)"
    }
  }
}
