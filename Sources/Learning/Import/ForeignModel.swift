import Backbones
import Bundles
import Files
import Foundation
import Inference
import ONNX
import TensorFiles
import Torch

/// A model that was trained elsewhere, read from its file: what network it is, and with which weights.
struct ForeignModel {
  /// What has to be built before the weights can be loaded.
  private(set) var network: NetworkDescription
  /// The weights under this program's keys; nil where the network is known by its graph alone.
  private(set) var weights: [String: StoredTensor]?
  /// The classes, where the file names them.
  let classes: [String]?
  /// How its pictures are prepared, unless something else is said.
  let input: ForeignInput
  private let graph: ONNXModel?
  private let recognised: Architecture?
  private let file: String

  /// Reads a file, whose content says of which kind it is.
  ///
  /// - Throws: ``ImportError``, `TensorFileError`, `ONNXError`, `FileError`.
  init(_ url: URL, architecture: Architecture?, activation: ForeignState.Activation?) throws {
    let file = url.lastPathComponent
    let data = try FileReading.mapped(url)
    if url.pathExtension.lowercased() == "onnx" {
      if let architecture { throw ImportError.architectureGiven(file: file, architecture) }
      let graph = try ONNXModel(contentsOf: url)
      let output = graph.outputs.count == 1 ? graph.outputs.first : graph.outputs.first { $0.name == "logits" }
      self.init(
        NetworkDescription(architecture: NetworkDescription.graph, outputs: output?.shape.last ?? 0), weights: nil,
        input: ForeignInput(graph: graph.inputs.first?.shape ?? []), graph: graph, file: file)
    } else if KerasModel.isModel(data) {
      let compact = try KerasCompactCNN(KerasModel(data, file: file), file: file)
      guard architecture == nil || architecture == .compactCNN else {
        throw ImportError.architectureGiven(file: file, architecture ?? .compactCNN)
      }
      self.init(compact.network, weights: compact.weights, input: compact.input, file: file)
    } else {
      try self.init(checkpoint: data, file: file, architecture: architecture, activation: activation)
    }
  }

  private init(
    checkpoint data: Data, file: String, architecture: Architecture?, activation: ForeignState.Activation?
  ) throws {
    let checkpoint = try TensorFile.checkpoint(data, file: file)
    let recognised = Architecture.recognised(in: ForeignState.shapes(checkpoint.tensors))
    guard let architecture = architecture ?? recognised else {
      throw ImportError.unknownNetwork(file: file, keys: checkpoint.tensors.keys.sorted())
    }
    let state: ForeignState
    do {
      state = try ForeignState(checkpoint.tensors, as: architecture, activation: activation)
    } catch let fault as ForeignState.Fault {
      // Of another network, the head is elsewhere.
      guard recognised == nil || recognised?.pretrained == architecture.pretrained else {
        throw ImportError.otherArchitecture(file: file, asked: architecture, recognised: recognised, nil)
      }
      throw ImportError.head(file: file, fault)
    }
    self.init(
      NetworkDescription(
        architecture: architecture.rawValue, outputs: state.outputs, hidden: state.hidden, batchNorm: state.batchNorm),
      weights: state.tensors, classes: checkpoint.classes,
      input: ForeignInput(size: nil, isGrey: state.channels == 1), recognised: recognised, file: file)
  }

  private init(
    _ network: NetworkDescription, weights: [String: StoredTensor]?, classes: [String]? = nil, input: ForeignInput,
    recognised: Architecture? = nil, graph: ONNXModel? = nil, file: String
  ) {
    self.network = network
    self.weights = weights
    self.classes = classes
    self.input = input
    self.recognised = recognised
    self.graph = graph
    self.file = file
  }

  // MARK: - Output

  /// Gives each of two classes an output, where the one that there is stands for the second: 0 and z, which a softmax reads
  /// as a sigmoid reads z.
  ///
  /// - Throws: ``ImportError/positiveIsFirst(file:classes:)`` for a network that is known by its graph alone.
  mutating func giveEachClassAnOutput(_ classes: [String]) throws {
    guard network.outputs == 1 else { return }
    guard var weights else { throw ImportError.positiveIsFirst(file: file, classes: classes) }
    let place = try network.backbone().headPrefix + (network.hidden == nil ? "" : ".output")
    for key in [place + ".weight", place + ".bias"] {
      guard let one = weights[key] else { continue }
      let values = one.floats()
      weights[key] = try StoredTensor(
        Array(repeating: 0, count: values.count) + values, shape: [2] + one.shape.dropFirst())
    }
    self.weights = weights
    network.outputs = 2
  }

  // MARK: - Graph

  /// The network as a graph by Hilum's convention, for pictures of a shape, and its weights as they are kept.
  ///
  /// - Parameter image: [channels, height, width].
  /// - Throws: ``ImportError``, `ONNXError`, `InferenceError`; `TorchError` where LibTorch is absent.
  func built(for image: [Int]) throws -> (graph: ONNXModel, weights: [String: StoredTensor]?) {
    if let graph { return (try conforming(graph, image), nil) }
    let architecture = try network.backbone()
    let classifier = try Classifier(architecture, head: network.head(), seed: 0)
    do {
      try classifier.store.load(weights ?? [:])
    } catch TorchError.stateMismatch(let mismatch) {
      throw ImportError.otherArchitecture(file: file, asked: architecture, recognised: recognised, mismatch)
    }
    classifier.store.isTraining = false
    return (try classifier.graph(height: image[1], width: image[2]), try classifier.store.stateDict())
  }

  /// A graph with Hilum's names, which says of two pictures at once what it says of each.
  private func conforming(_ graph: ONNXModel, _ image: [Int]) throws -> ONNXModel {
    var graph = try graph.namedAsClassifier(height: image[1], width: image[2])
    if graph.outputs.contains(where: { $0.name == "features" }) {
      // Only when it is compiled the shapes in between are known; and a head that can't be taken the gradient of needs none.
      let signature = try? OpenVINOEngine(graph, options: EngineOptions(precision: .f32)).signature
      graph = try graph.settingShapes(embedding: signature?.embedding, features: signature?.features)
      if (try? ClassifierHead(graph)) == nil { graph = try graph.settingShapes(embedding: nil, features: nil) }
    }
    let engine = try OpenVINOEngine(graph, options: EngineOptions(precision: .f32))
    guard engine.signature.input == image else {
      throw ImportError.graphInput(file: file, found: engine.signature.input, wanted: image)
    }
    let count = image.reduce(1, *)
    let pictures = (0..<2 * count).map { Float($0 % 255) / 255 - ($0 < count ? 0 : 0.5) }
    guard let both = try? engine.run(pictures, wanted: []),
      let first = try? engine.run(Array(pictures[..<count]), wanted: []),
      zip(both.logits(of: 0), first.logits(of: 0)).allSatisfy({ abs($0 - $1) <= 1e-2 * max(1, abs($1)) }),
      both.logits.count == 2 * first.logits.count
    else { throw ImportError.fixedBatch(file: file) }
    return graph
  }
}
