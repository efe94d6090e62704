import Foundation

/// The processor: its name, and what it computes quickly.
public struct Processor: Sendable, Hashable {
  /// The maker's name for it.
  public let name: String
  private let maker: String
  private let instructions: Set<String>

  /// This machine's.
  public static let current = Processor(
    information: (try? String(contentsOf: URL(filePath: "/proc/cpuinfo"), encoding: .utf8)) ?? "")

  /// The first processor that Linux tells of.
  ///
  /// - Parameter information: What `/proc/cpuinfo` says.
  package init(information: String) {
    var values: [String: String] = [:]
    let lines = information.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      if parts.count == 2, values[parts[0]] == nil { values[parts[0]] = parts[1] }
    }
    name = values["model name"] ?? "unknown processor"
    maker = values["vendor_id"] ?? ""
    instructions = Set((values["flags"] ?? "").split(separator: " ").map(String.init))
  }

  /// Whether it computes in a precision faster than in f32.
  ///
  /// In bf16 those with matrix units (AMX) do, and AMD's with AVX512-BF16. Intel's without AMX multiply no more pairs in an
  /// instruction than in f32, and take longer for the conversions: `docs/inference.md`. In int8 those with VNNI or AMX do.
  public func isQuick(in precision: Precision) -> Bool {
    switch precision {
    case .f32: true
    case .bf16:
      instructions.contains("amx_bf16") || (maker == "AuthenticAMD" && instructions.contains("avx512_bf16"))
    case .int8: !instructions.isDisjoint(with: ["avx512_vnni", "avx_vnni", "amx_int8"])
    }
  }
}
