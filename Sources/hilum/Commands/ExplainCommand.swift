public import ArgumentParser
import Bundles
import Datasets
import Files
import Foundation
public import Inference
public import Learning
import Radiograph

/// `hilum explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show which parts of an X-ray speak for a class.",
    discussion: """
      Grad-CAM and Grad-CAM++ of the last layer, and the attention of a network that has any, cost no more than a prediction. Other layers and methods compute \
      gradients, for which LibTorch must be there.
      """)

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @Argument(help: "A JPEG, PNG or DICOM file.")
  var file: String

  @Option(
    help: "\(ExplanationMethod.allCases.map(\.rawValue).joined(separator: ", ")) (default: grad-cam, or attention).")
  var method: ExplanationMethod?

  @Option(name: .customLong("class"), help: "The class to explain (default: the predicted one).")
  var className: String?

  @Option(help: "With grad-cam and grad-cam++: the layer, such as layer3 or layer4.0 (default: the last one).")
  var layer: String?

  @Option(help: "With expected-gradients: a folder of X-rays that stand for what is usual.")
  var references: String?

  @Option(help: "Where to write the X-ray with the map over it, as PNG.")
  var output: String

  @Option(help: "Where to write the map itself: .npy (32-bit floats) or .png (grey, stretched).")
  var map: String?

  @Option(help: "Colours: \(ColorMap.allCases.map(\.rawValue).joined(separator: ", ")).")
  var colors = ColorMap.jet

  @Option(help: "How much of the colours is seen, from 0 to 1.")
  var alpha: Float = 0.4

  @OptionGroup var picture: PictureSelection

  @Flag(help: "Print JSON on stdout and nothing else there.")
  var json = false

  func validate() throws {
    guard (0...1).contains(alpha) else { throw ValidationError("--alpha is a share, from 0 to 1") }
    guard layer == nil || method == nil || method?.activationMap != nil else {
      throw ValidationError("--layer goes with --method grad-cam or grad-cam++")
    }
    guard (references != nil) == (method == .expectedGradients) else {
      throw ValidationError("--references DIR and --method expected-gradients go together")
    }
    if let map, !["npy", "png"].contains(URL(filePath: map).pathExtension.lowercased()) {
      throw ValidationError("--map ends in .npy or .png")
    }
  }

  func run() throws {
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    let references = try references.map { try PictureList.files([$0]).map { URL(filePath: $0) } } ?? []
    let method = method ?? (layer == nil ? .standard(for: bundle) : .gradCAM)
    let explainer = try Explainer(
      bundle, Explainer.Options(method: method, layer: layer, references: references),
      engine: EngineOptions(cache: Caches().compiledModels))
    var reading = bundle.metadata.input.readingOptions()
    picture.apply(to: &reading)
    let explanation: Explainer.Explanation
    do {
      explanation = try explainer.explain(URL(filePath: file), options: reading, class: className)
    } catch let error as RadiographError {
      throw UnreadablePicture(file: file, reason: error)
    }
    let overlay = try explainer.overlay(explanation, Overlay(colors: colors, alpha: alpha))
    try AtomicFile.write(Data(overlay.pngFile()), to: URL(filePath: output))
    if let map { try write(explanation.map, to: URL(filePath: map)) }
    if json { return try Console.json(summary(explanation, by: method)) }
    try Console.output(
      "\(file)  \(explanation.className) \(String(format: "%.1f %%", 100 * explanation.probability))  "
        + "\(method.rawValue)  \(output)")
    Console.message("Research software, not a medical device.")
  }

  private func write(_ map: HeatMap, to place: URL) throws {
    let isNumPy = place.pathExtension.lowercased() == "npy"
    try AtomicFile.write(isNumPy ? map.npyFile : map.pngFile(), to: place)
  }

  private func summary(_ explanation: Explainer.Explanation, by method: ExplanationMethod) -> Summary {
    Summary(
      file: file, className: explanation.className, probability: explanation.probability, method: method.rawValue,
      layer: layer, output: output, map: map, mapSize: [explanation.map.height, explanation.map.width])
  }

  /// What `--json` prints.
  private struct Summary: Encodable {
    let file: String
    let className: String
    let probability: Double
    let method: String
    let layer: String?
    let output: String
    let map: String?
    let mapSize: [Int]

    private enum CodingKeys: String, CodingKey {
      case file, probability, method, layer, output, map
      case className = "class"
      case mapSize = "map_size"
    }

    /// Writes every key, `null` where there is nothing to say.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(file, forKey: .file)
      try container.encode(className, forKey: .className)
      try container.encode(probability, forKey: .probability)
      try container.encode(method, forKey: .method)
      try container.encode(layer, forKey: .layer)
      try container.encode(output, forKey: .output)
      try container.encode(map, forKey: .map)
      try container.encode(mapSize, forKey: .mapSize)
    }
  }
}

extension ExplanationMethod: ExpressibleByArgument {}
extension ColorMap: ExpressibleByArgument {}
