public import ArgumentParser
import Bundles
import Datasets
import Files
import Foundation
public import Inference
import Learning
import Metrics
import Radiograph

/// `hilum explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show which parts of an X-ray speak for a class.",
    discussion: """
      Grad-CAM and Grad-CAM++ of the last layer, and the attention of a network that has any, cost no more than a \
      prediction. occlusion covers one part of the picture after the other (170 runs), shapley runs 128 versions of it, \
      whose lungs must be found. Other layers and methods compute gradients, for which LibTorch must be there.
      """)

  @Option(help: "The model: a bundle, or the folder of a run.")
  var model: String

  @Argument(help: "A JPEG, PNG or DICOM file.")
  var file: String

  @Option(help: "\(ExplanationMethod.allValueStrings.joined(separator: ", ")) (default: grad-cam, or attention).")
  var method: ExplanationMethod?

  @Option(
    name: .customLong("class"),
    help: "The class to explain (default: the predicted one), or all of them, each in a picture of its own.")
  var className: String?

  @Option(
    help: """
      With grad-cam and grad-cam++: the layer, such as layer3 or layer4.0 (default: the last one); with layer-cam several, \
      with commas between (default: the last one and one of 28 × 28 or finer).
      """)
  var layer: String?

  @Option(help: "With expected-gradients: a folder of X-rays that stand for what is usual.")
  var references: String?

  @Option(help: "With shapley: what is shared out among the zones, probability or logit.")
  var payoff: ZoneContributions.Payoff?

  @Option(help: "With shapley: what stands for zones that are taken away, the picture blurred or its mean.")
  var absent: Absence?

  @Option(help: "Where to write the X-ray with the map over it, as PNG; with --class all a class's name is added.")
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
    guard layer == nil || method?.takesLayers ?? true else {
      throw ValidationError("--layer goes with --method grad-cam, grad-cam++ or layer-cam")
    }
    guard method == .layerCAM || layers.count < 2 else {
      throw ValidationError("several layers go with --method layer-cam")
    }
    guard layers.allSatisfy({ !$0.isEmpty }) else { throw ValidationError("a layer in --layer has no name") }
    guard (references != nil) == (method == .expectedGradients) else {
      throw ValidationError("--references DIR and --method expected-gradients go together")
    }
    guard method == .shapley || (payoff == nil && absent == nil) else {
      throw ValidationError("--payoff and --absent go with --method shapley")
    }
    guard method != .shapley || (map == nil && className != Self.all) else {
      throw ValidationError("--map and --class all go with heat-maps, not with --method shapley")
    }
    if let map, !["npy", "png"].contains(URL(filePath: map).pathExtension.lowercased()) {
      throw ValidationError("--map ends in .npy or .png")
    }
  }

  func run() throws {
    let bundle = try ModelBundle(contentsOf: URL(filePath: model))
    var reading = bundle.metadata.input.readingOptions()
    picture.apply(to: &reading)
    let engine = EngineOptions(cache: Caches().compiledModels)
    do {
      switch method ?? (layer == nil ? .standard(for: bundle) : .gradCAM) {
      case .shapley: try shareOut(bundle, reading, engine)
      case let method: try explain(bundle, method, reading, engine)
      }
    } catch let error as RadiographError {
      throw UnreadablePicture(file: file, reason: error)
    }
    if !json { Console.message("Research software, not a medical device.") }
  }

  /// The word that stands for every class.
  private static let all = "all"

  private var layers: [String] { layer?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? [] }

  // MARK: - Heat-maps

  private func explain(
    _ bundle: ModelBundle, _ method: ExplanationMethod, _ reading: ReadingOptions, _ engine: EngineOptions
  ) throws {
    let references = try references.map { try PictureList.files([$0]).map { URL(filePath: $0) } } ?? []
    let explainer = try Explainer(
      bundle, Explainer.Options(method: method, layers: layers, references: references), engine: engine)
    // A class that is called so means itself.
    let isAll = className == Self.all && !bundle.metadata.classes.contains(Self.all)
    let choice = isAll ? ExplainedClasses.all : className.map { .named($0) } ?? .predicted
    var names = ClassFileNames()
    var summaries: [MapSummary] = []
    for explanation in try explainer.explain(URL(filePath: file), options: reading, classes: choice) {
      let name = isAll ? names.name(for: explanation.className) : nil
      let (output, map) = (place(output, name), map.map { place($0, name) })
      let overlay = try explainer.overlay(explanation, Overlay(colors: colors, alpha: alpha))
      try AtomicFile.write(Data(overlay.pngFile()), to: URL(filePath: output))
      if let map { try write(explanation.map, to: URL(filePath: map)) }
      summaries.append(
        MapSummary(
          file: file, className: explanation.className, probability: explanation.probability, method: method.rawValue,
          layer: layer, output: output, map: map, mapSize: [explanation.map.height, explanation.map.width]))
      if !json { try line(explanation.className, explanation.probability, method.rawValue, output) }
    }
    guard json else { return }
    if isAll { return try Console.json(["results": summaries]) }
    for summary in summaries { try Console.json(summary) }
  }

  private func write(_ map: HeatMap, to place: URL) throws {
    let isNumPy = place.pathExtension.lowercased() == "npy"
    try AtomicFile.write(isNumPy ? map.npyFile : map.pngFile(), to: place)
  }

  /// `o-NAME.png` for `o.png` where there is a name.
  private func place(_ file: String, _ name: String?) -> String {
    guard let name else { return file }
    let dot = file.lastIndex(of: ".").flatMap { file[$0...].contains("/") ? nil : $0 } ?? file.endIndex
    return "\(file[..<dot])-\(name)\(file[dot...])"
  }

  // MARK: - Shapley values

  private func shareOut(_ bundle: ModelBundle, _ reading: ReadingOptions, _ engine: EngineOptions) throws {
    let (payoff, absent) = (payoff ?? .probability, absent ?? .blurred)
    let explainer = try ZoneExplainer(bundle, payoff: payoff, absence: absent, engine: engine)
    let explanation = try explainer.explain(URL(filePath: file), options: reading, class: className)
    try AtomicFile.write(Data(explainer.pngFile(explanation)), to: URL(filePath: output))
    let contributions = explanation.contributions
    if json {
      return try Console.json(
        ZoneSummary(
          file: file, className: explanation.className, probability: explanation.probability,
          method: ExplanationMethod.shapley.rawValue, payoff: payoff.rawValue, absent: absent.rawValue,
          base: contributions.base,
          value: contributions.value, players: contributions.players, sumError: contributions.sumError, output: output))
    }
    try line(explanation.className, explanation.probability, ExplanationMethod.shapley.rawValue, output)
    let width = (contributions.players.map(\.name.count).max() ?? 0) + 2
    for (name, value) in [("base", contributions.base)] + contributions.players.map({ ($0.name, $0.value) }) {
      try Console.output(
        "  " + name.padding(toLength: width, withPad: " ", startingAt: 0) + String(format: "%+.4f", value))
    }
  }

  private func line(_ className: String, _ probability: Double, _ method: String, _ output: String) throws {
    try Console.output("\(file)  \(className) \(Probability.text(probability))  \(method)  \(output)")
  }
}

// MARK: - Arguments

extension ExplanationMethod: ExpressibleByArgument {}
extension ZoneContributions.Payoff: ExpressibleByArgument {}
extension Absence: ExpressibleByArgument {}
extension ColorMap: ExpressibleByArgument {}
