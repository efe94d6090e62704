import Backbones
import Bundles
import Datasets
import FolderTesting
import Foundation
import Inference
import Learning
import Metrics
import ModelTesting
import Radiograph
import TensorFiles
import Testing
import Torch

/// What Keras says of the compact CNN with the weights of `WeightPattern`.
private struct KerasGolden: Decodable {
  let configuration: String
  let shapes: [String: [String: [Int]]]
  let logits: [[Float]]

  /// The model, as a file of it would be read.
  func model() throws -> KerasModel {
    var tensors: [String: [String: StoredTensor]] = [:]
    for (layer, weights) in shapes {
      for (name, shape) in weights {
        tensors[layer, default: [:]][name] = try WeightPattern.weights("\(layer).\(Self.torch[name] ?? name)", shape)
      }
    }
    return try KerasModel(configuration: Data(configuration.utf8), file: "model.keras") { name, _ in
      tensors[name] ?? [:]
    }
  }

  private static let torch = [
    "kernel": "weight", "gamma": "weight", "beta": "bias", "moving_mean": "running_mean",
    "moving_variance": "running_var",
  ]
}

@Suite("Import")
struct ModelImportTests {
  // MARK: - Keras

  @Test("logits are Keras's to 1e-4", arguments: ["sigmoid", "softmax_grey"])
  func keras(name: String) throws {
    let golden = try #require(try JSONGolden.read([String: KerasGolden].self, "import.json")[name])
    let compact = try KerasCompactCNN(golden.model(), file: "model.keras")
    let outputs = golden.logits[0].count
    #expect(compact.network == .init(architecture: "compact_cnn", outputs: outputs, hidden: 16, batchNorm: true))
    #expect(compact.input.size == ImageSize(width: 32, height: 32))
    let model = try Classifier(.compactCNN, head: .init(outputs: outputs, hidden: 16, batchNorm: true), seed: 0)
    try model.store.load(compact.weights)
    model.store.isTraining = false
    // Grey pictures stand in three equal channels.
    let grey = WeightPattern.numbers("image", count: 2 * 32 * 32)
    let pictures = (0..<2).flatMap { index in
      (0..<3).flatMap { _ in grey[index * 1024..<(index + 1) * 1024] }
    }
    let logits = try withInferenceMode { try model(Tensor(pictures, shape: [2, 3, 32, 32])).floats() }
    #expect(zip(logits, golden.logits.flatMap(\.self)).allSatisfy { abs($0 - $1) <= 1e-4 })
  }

  @Test("a layer that does not fit is named, with what would")
  func otherLayers() throws {
    let golden = try #require(try JSONGolden.read([String: KerasGolden].self, "import.json")["sigmoid"])
    func fault(_ old: String, _ new: String) throws -> ImportError? {
      let text = golden.configuration.replacing(old, with: new)
      #expect(text != golden.configuration)
      let other = KerasGolden(configuration: text, shapes: golden.shapes, logits: [])
      return #expect(throws: ImportError.self) { try KerasCompactCNN(other.model(), file: "model.keras") }
    }
    let layer = try fault(#""class_name": "GlobalAveragePooling2D""#, #""class_name": "MyPooling""#)
    #expect(
      layer
        == .kerasLayer(
          file: "model.keras", name: "global_average_pooling2d", className: "MyPooling",
          expected: "a GlobalAveragePooling2D"))
    #expect("\(try #require(layer))".contains("MyPooling"))
    guard case .kerasLayer(_, "conv2d", "Conv2D", _) = try fault(#""activation": "relu""#, #""activation": "elu""#)
    else {
      Issue.record("another activation was taken")
      return
    }
    guard case .kerasLayer(_, "conv2d", "Conv2D", _) = try fault(#""padding": "same""#, #""padding": "valid""#) else {
      Issue.record("another padding was taken")
      return
    }
  }

  // MARK: - State dicts

  /// A network with random weights as a file of PyTorch, and the options that fit it.
  private func compact(_ folder: TemporaryFolder, outputs: Int = 2) throws -> (file: URL, options: ModelImport.Options)
  {
    let model = try Classifier(.compactCNN, head: .init(outputs: outputs), seed: 3)
    let file = folder.url.appending(path: "model.pth")
    try TorchFile.write(model.store.stateDict(), to: file)
    var options = ModelImport.Options(classes: ["NORMAL", "PNEUMONIA"])
    options.input = ForeignInput(size: ImageSize(width: 64, height: 64), mean: [0.5], std: [0.25], color: .grayscale)
    return (file, options)
  }

  private func importing(_ options: ModelImport.Options) throws -> ModelImport {
    ModelImport(options, name: try ModelName("foreign"), observer: { _ in })
  }

  @Test("a state dict becomes a bundle that says it is not calibrated, and goes out again as it came")
  func stateDict() throws {
    let folder = try TemporaryFolder()
    let (file, options) = try compact(folder)
    let bundle = try importing(options).run(file, output: folder.url.appending(path: "bundle"))
    #expect(try bundle.weights() == TorchFile.tensors(contentsOf: file))
    #expect(!bundle.metadata.isCalibrated && bundle.metadata.operatingPoint.threshold == 0.5)
    #expect(bundle.metadata.network == .init(architecture: "compact_cnn", outputs: 2))
    #expect(bundle.metadata.positiveClass == "PNEUMONIA")
    let card = try String(contentsOf: bundle.verified(.card), encoding: .utf8)
    #expect(card.contains("Not calibrated"))

    let picture = try folder.write(SmallTraining.picture(1, hasSpot: true), "picture.png")
    let outcome = try Predictor(bundle, options: EngineOptions(precision: .f32)).read(.file(picture))
    #expect(outcome.findings.contains { $0.code == .uncalibrated })
    #expect(outcome.reading.quality.contains { $0.contains("not calibrated") })
    let input = try bundle.metadata.input.prepare(RadiographReader.read(contentsOf: picture))
    let model = try GraphExport.classifier(bundle)
    let logits = try withInferenceMode {
      try model(Tensor(bundle.metadata.input.input(for: input), shape: [1, 3, 64, 64])).floats()
    }
    let probability = try #require(outcome.reading.probabilities["PNEUMONIA"])
    #expect(abs(1 / (1 + exp(Double(logits[0] - logits[1]))) - probability) < 1e-4)

    let written = folder.url.appending(path: "out.pth")
    try StateDictExport.write(bundle, to: written)
    #expect(try TorchFile.tensors(contentsOf: written) == TorchFile.tensors(contentsOf: file))
  }

  @Test("labelled pictures calibrate it")
  func calibration() throws {
    let training = try SmallTraining()
    let folder = try TemporaryFolder()
    let (file, options) = try compact(folder)
    let bundle = try importing(options).run(file, output: folder.url.appending(path: "bundle")) { _ in
      try Dataset.read(training.data)
    }
    #expect(bundle.metadata.isCalibrated)
    #expect(bundle.metadata.operatingPoint.n == 80 && bundle.metadata.calibration.n == 80)
    #expect(bundle.metadata.metrics.validation != nil)
  }

  @Test("one output of the second class becomes two where the first is positive")
  func oneOutput() throws {
    let folder = try TemporaryFolder()
    var (file, options) = try compact(folder, outputs: 1)
    let one = try importing(options).run(file, output: folder.url.appending(path: "one"))
    #expect(one.metadata.network.outputs == 1 && one.metadata.positiveClass == "PNEUMONIA")
    options.classes = ["ABNORMAL", "NORMAL"]
    let two = try importing(options).run(file, output: folder.url.appending(path: "two"))
    #expect(two.metadata.network.outputs == 2 && two.metadata.positiveClass == "ABNORMAL")
    let picture = try folder.write(SmallTraining.picture(2, hasSpot: false), "picture.png")
    let readings = try [one, two].map {
      try Predictor($0, options: EngineOptions(precision: .f32)).read(.file(picture)).reading.probabilities
    }
    let (first, second) = (try #require(readings[0]["PNEUMONIA"]), try #require(readings[1]["NORMAL"]))
    #expect(abs(first - second) < 1e-5)
  }

  @Test("what does not fit is named")
  func misfits() throws {
    let folder = try TemporaryFolder()
    let (file, fitting) = try compact(folder)
    let output = folder.url.appending(path: "bundle")
    var options = fitting
    options.classes = ["A", "B", "C"]
    #expect(throws: ImportError.outputs(file: "model.pth", found: 2, classes: ["A", "B", "C"])) {
      try importing(options).run(file, output: output)
    }
    options = fitting
    options.architecture = .resnet18
    let error = #expect(throws: ImportError.self) { try importing(options).run(file, output: output) }
    #expect("\(try #require(error))".contains("--architecture compact_cnn"))
    let goldens = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../TensorFilesTests/Goldens").standardizedFileURL
    #expect(throws: ImportError.unknownNetwork(file: "classes_list.pth", keys: ["fc.weight"])) {
      try importing(fitting).run(goldens.appending(path: "classes_list.pth"), output: output)
    }
    let small = #expect(throws: ImportError.self) {
      try importing(fitting).run(goldens.appending(path: "small.keras"), output: output)
    }
    #expect("\(try #require(small))".contains("a Conv2D with 32 kernels"))
    #expect(!FileManager.default.fileExists(atPath: output.path))
  }

  // MARK: - Graphs

  @Test("a graph is a model that runs, but has no layers")
  func graph() throws {
    let folder = try TemporaryFolder()
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../ONNXTests/Goldens/foreign.onnx").standardizedFileURL
    var options = ModelImport.Options(classes: ["NORMAL", "PNEUMONIA"])
    options.input = ForeignInput(mean: [0], std: [1])
    let bundle = try importing(options).run(file, output: folder.url.appending(path: "bundle"))
    #expect(bundle.metadata.network.isGraph && !bundle.has(.weights))
    #expect(bundle.metadata.input.inputSize == ImageSize(width: 6, height: 6))
    let predictor = try Predictor(bundle, options: EngineOptions(precision: .f32))
    #expect(predictor.signature.features == [4, 6, 6] && predictor.signature.embedding == 4)
    struct Golden: Decodable { let logits: [[Float]] }
    let golden = try JSONDecoder().decode(
      Golden.self, from: Data(contentsOf: file.deletingPathExtension().appendingPathExtension("json")))
    let pictures = (0..<2 * 108).map { Float($0 % 17) / 17 }
    let output = try predictor.run(tensors: pictures, wanted: [])
    #expect(zip(output.logits, golden.logits.flatMap(\.self)).allSatisfy { abs($0 - $1) <= 1e-4 })
    let picture = try folder.write(SmallTraining.picture(1, hasSpot: true), "picture.png")
    #expect(try predictor.read(.file(picture), explainedBy: .gradCAM).explanation != nil)
    #expect(throws: LearningError.graphAlone) { try GraphExport.classifier(bundle) }
    #expect(throws: LearningError.graphAlone) {
      try StateDictExport.write(bundle, to: folder.url.appending(path: "w.pth"))
    }
  }
}
