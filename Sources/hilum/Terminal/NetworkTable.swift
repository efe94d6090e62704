import Backbones
import Foundation
import Learning
import Radiograph

/// A network for people: a line a layer, and sums.
struct NetworkTable {
  private let summary: NetworkSummary

  init(_ summary: NetworkSummary) { self.summary = summary }

  /// The table, line by line.
  var lines: [String] {
    let rows = summary.layers.map { layer in
      [
        layer.name, layer.output.map { $0.map(String.init).joined(separator: " × ") } ?? "",
        Self.count(layer.parameters), layer.macs > 0 ? Self.count(layer.macs) : "",
      ]
    }
    let table = [["layer", "output", "parameters", "MACs"]] + rows
    let widths = (0..<4).map { column in table.map { $0[column].count }.max() ?? 0 }
    let body = table.map { row in
      (0..<4).map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return column < 2 ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ").replacing(/[ ]+$/, with: "")
    }
    return body + [""] + sums
  }

  private var sums: [String] {
    let size = summary.input
    let stages = summary.stages.map {
      "Stage \($0.name): \(Self.count($0.trainable)) parameters trainable, \(Self.count($0.frozen)) frozen"
    }
    return [
      "\(summary.architecture.rawValue), pictures of \(size.width) × \(size.height), outputs: \(summary.outputs)",
      "\(Self.count(summary.parameters)) parameters, \(String(format: "%.1f", Double(summary.bytes) / 1e6)) MB in float32",
    ] + stages + [
      "\(Self.giga(summary.macs)) GMACs a picture (torchvision's and fvcore's FLOPs), "
        + "\(Self.giga(summary.flops)) GFLOPs at two operations each"
    ]
  }

  private static func giga(_ number: Int) -> String { String(format: "%.3f", Double(number) / 1e9) }

  private static func count(_ number: Int) -> String {
    number.formatted(.number.locale(Locale(identifier: "en_US")))
  }
}
