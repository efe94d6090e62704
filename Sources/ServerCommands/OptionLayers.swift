import ArgumentParser
import Files
import Foundation

/// Puts options from flags, the environment and a file together: each option comes from the first of these that has it.
struct OptionLayers {
  /// Options that take no value.
  private static let flags: Set<String> = ["insecure", "log-json", "log-predictions", "model-control"]
  private static let prefix = "HILUM_"
  /// Options that may be repeated; in the environment, commas stand between their values.
  private static let lists: Set<String> = ["pin", "shadow", "canary", "allow-origin", "allowed-host", "send-to"]

  private let arguments: [String]
  private let environment: [String: String]

  init(arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.arguments = arguments
    self.environment = environment
  }

  /// The arguments with what the environment and the file add.
  ///
  /// - Parameter names: the long names of all options.
  /// - Throws: `ValidationError` for a file that is no such object; `FileError`.
  func merged(names: Set<String>, file: String?) throws -> [String] {
    var merged = arguments
    let given = arguments.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2).prefix { $0 != "=" }) }
    var known = Set(given)
    func add(_ name: String, _ values: [String]) {
      guard !known.contains(name) else { return }
      known.insert(name)
      if Self.flags.contains(name) {
        if values.first.map({ ["1", "true", "yes"].contains($0.lowercased()) }) == true { merged.append("--\(name)") }
      } else {
        merged += values.map { "--\(name)=\($0)" }
      }
    }
    for name in names.sorted() {
      let variable = Self.prefix + name.uppercased().replacing("-", with: "_")
      if let value = environment[variable], !value.isEmpty {
        add(name, Self.lists.contains(name) ? value.split(separator: ",").map(String.init) : [value])
      }
    }
    if let file = file ?? environment[Self.prefix + "CONFIG"] {
      for (name, values) in try Self.options(in: URL(filePath: file), names).sorted(by: { $0.key < $1.key }) {
        add(name, values)
      }
    }
    return merged
  }

  private static func options(in url: URL, _ names: Set<String>) throws -> [String: [String]] {
    let bytes = try FileReading.bytes(of: url, limit: 1 << 20)
    guard let object = try? JSONDecoder().decode([String: Values].self, from: bytes) else {
      throw ValidationError("\(url.lastPathComponent) is no JSON object of options")
    }
    for name in object.keys where !names.contains(name) || name == "config" {
      throw ValidationError("\(url.lastPathComponent) has the unknown option '\(name)'")
    }
    return object.mapValues(\.texts)
  }

  /// What a file says of an option: a value, or several.
  private struct Values: Decodable {
    let texts: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let many = try? container.decode([Values].self) {
        texts = many.flatMap(\.texts)
      } else if let flag = try? container.decode(Bool.self) {
        texts = [String(flag)]
      } else if let number = try? container.decode(Int.self) {
        texts = [String(number)]
      } else if let number = try? container.decode(Double.self) {
        texts = [String(number)]
      } else {
        texts = [try container.decode(String.self)]
      }
    }
  }
}
