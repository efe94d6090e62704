public import ArgumentParser
public import Backbones
import Bundles
import Datasets
import Foundation
import Learning
import Metrics
public import Radiograph

/// `hilum import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a bundle of a model that was trained elsewhere, with its head.",
    discussion: """
      Takes a state dict of PyTorch (.pth, .pt) or .safetensors, a compact CNN that Keras has saved whole (.keras, .h5), or a \
      classifier in ONNX. Nothing in the file is executed. With --data, temperature and operating point are chosen on labelled \
      pictures; without, the model is said not to be calibrated wherever a reading of it is shown.
      """)

  @Argument(help: "The model's file.")
  var file: String

  @Option(help: "Its classes between commas, in the order of its outputs: NORMAL,PNEUMONIA.")
  var classes: String

  @Option(help: "The folder of the new bundle.")
  var output: String

  @Option(help: "Its network, such as resnet50 (default: as the file's tensors tell).")
  var architecture: Architecture?

  @Option(help: "The new model's name (default: the file's).")
  var name: String?

  @Option(help: "The class that counts as positive of two (default: the second, but for names such as NORMAL).")
  var positive: String?

  @Option(help: "What is decided: binary, multi-class or multi-label (default: as many as there are classes).")
  var task: ClassificationTask?

  @Option(help: "What stands between two linear layers of the head: relu or none.")
  var headActivation: ForeignState.Activation?

  @Flag(help: "The file calls its classes otherwise: take the names that are given.")
  var otherNames = false

  @Option(help: "The picture's side, 224, or WIDTHxHEIGHT (default: the file's, or 224).")
  var size: String?

  @Option(help: "Resize the shorter side to this and cut the middle out (default: resize to the size).")
  var shorterSide: Int?

  @Option(help: "Mean of each channel between commas, or one for all (default: ImageNet's; of Keras 0).")
  var mean: String?

  @Option(help: "Standard deviation of each channel, or one for all (default: ImageNet's; of Keras 1).")
  var std: String?

  @Option(help: "How pictures are held: rgb or grayscale (default: rgb, or what the first layer takes).")
  var color: Preprocessing.Color?

  @Option(
    help: """
      Folder with labelled pictures that it did not learn from, to choose temperature and operating point on; of a data set \
      with parts, validation is taken.
      """)
  var data: String?

  @Option(help: "With --data: what the operating point is chosen for, such as youden or sensitivity=0.95.")
  var operatingPoint: String?

  @Option(help: "Seed of resamples.")
  var seed: UInt64 = 0

  func validate() throws {
    if operatingPoint != nil, data == nil { throw ValidationError("--operating-point goes with --data") }
    _ = try options
    _ = try modelName
  }

  private var modelName: ModelName {
    get throws {
      do {
        return try ModelName(name ?? URL(filePath: file).deletingPathExtension().lastPathComponent.lowercased())
      } catch {
        throw ValidationError("\(error); say --name")
      }
    }
  }

  private var options: ModelImport.Options {
    get throws {
      let names = classes.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard !names.contains(""), Set(names).count == names.count, names.count >= (task == .multilabel ? 1 : 2) else {
        throw ValidationError("--classes takes two different names or more between commas")
      }
      if task == .binary, names.count != 2 { throw ValidationError("--task binary takes two classes") }
      if task == .multiclass, names.count < 3 {
        throw ValidationError("--task multi-class takes three classes or more")
      }
      if let positive {
        guard names.count == 2, task != .multilabel, names.contains(positive) else {
          throw ValidationError("--positive is one of two classes")
        }
      }
      var options = ModelImport.Options(classes: names)
      options.architecture = architecture
      options.activation = headActivation
      options.task = task
      options.positiveClass = positive
      options.allowsOtherNames = otherNames
      options.input = ForeignInput(
        size: try size.map(imageSize), shorterSide: shorterSide, mean: try mean.map { try numbers($0, "--mean") },
        std: try std.map { try numbers($0, "--std") }, color: color)
      if let operatingPoint {
        do {
          options.criterion = try OperatingCriterion(parsing: operatingPoint)
        } catch {
          throw ValidationError("--operating-point: \(error)")
        }
      }
      options.seed = seed
      return options
    }
  }

  private func imageSize(_ text: String) throws -> ImageSize {
    let sides = text.split(separator: "x").compactMap { Int($0) }
    guard (1...2).contains(sides.count), text.split(separator: "x").count == sides.count, sides.allSatisfy({ $0 > 0 })
    else { throw ValidationError("--size is a side or WIDTHxHEIGHT") }
    return ImageSize(width: sides[0], height: sides[sides.count - 1])
  }

  private func numbers(_ text: String, _ option: String) throws -> [Float] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Float($0.trimmingCharacters(in: .whitespaces)) }
    guard values.count == parts.count, values.count == 1 || values.count == 3, values.allSatisfy(\.isFinite) else {
      throw ValidationError("\(option) takes one number, or three between commas")
    }
    return values
  }

  func run() throws {
    let place = URL(filePath: output, directoryHint: .isDirectory)
    let importing = try ModelImport(options, name: modelName, observer: TrainingLog().show)
    let bundle: ModelBundle
    if let data {
      bundle = try importing.run(URL(filePath: file), output: place) { try dataset(at: data, for: $0) }
    } else {
      bundle = try importing.run(URL(filePath: file), output: place)
    }
    let metadata = bundle.metadata
    Console.message(
      "Written: \(bundle.name), \(metadata.network.architecture), classes in order: "
        + metadata.classes.joined(separator: ", ") + "; positive is \(metadata.positiveClass)")
    if metadata.isCalibrated { try RunSummary(bundle.metadata).lines.forEach(Console.output) }
  }

  /// The validation part where there are parts, else all pictures.
  private func dataset(at path: String, for model: ModelMetadata) throws -> Dataset {
    let dataset = try Dataset.read(URL(filePath: path), options: DatasetOptions(for: model))
    for note in dataset.provenance.notes { Console.message(note) }
    return try dataset.validationPart()
  }
}

extension Architecture: ExpressibleByArgument {}
extension ForeignState.Activation: ExpressibleByArgument {}
extension Preprocessing.Color: ExpressibleByArgument {}
