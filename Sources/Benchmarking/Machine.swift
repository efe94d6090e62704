import Foundation
import Inference

/// The machine that something was measured on.
public struct Machine: Sendable, Equatable, Encodable {
  /// The processor's name.
  public let processor: String
  /// The cores that this process may use.
  public let cores: Int
  /// Memory in gigabytes (2³⁰ bytes).
  public let memoryGigabytes: Double
  /// How many processes wanted a core over the last minute, before anything was measured.
  public let load: Double

  private enum CodingKeys: String, CodingKey {
    case processor, cores, load
    case memoryGigabytes = "memory_gigabytes"
  }

  /// This machine, now.
  public static func current() -> Machine {
    let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first
    let process = ProcessInfo.processInfo
    return Machine(
      processor: Processor.current.name, cores: process.activeProcessorCount,
      memoryGigabytes: Double(process.physicalMemory) / Double(1 << 30), load: load.flatMap { Double($0) } ?? 0)
  }
}

extension Machine: CustomStringConvertible {
  /// The machine in a line.
  public var description: String {
    "\(processor), \(cores) cores, \(String(format: "%.0f", memoryGigabytes)) GB, load \(String(format: "%.2f", load))"
  }
}
