public import TensorFiles

/// A state dict with its head as others keep it, brought to the keys that a ``Classifier`` has.
///
/// The backbone's keys are torchvision's, whatever stands before all of them (`model.`, `backbone.`). The head's are those of
/// torchvision's last layer, or of what people put in its place: a linear layer of its own, or a row of layers of which all
/// but the linear ones have no weights. Two linear layers in a row, between which nothing bends, are one.
public struct ForeignState: Sendable {
  /// Why a state dict can't be brought to those keys.
  public enum Fault: Error, Sendable, Equatable {
    /// There is no head: no matrix at its place.
    case noHead(place: String)
    /// The head has something else than linear layers.
    case headLayers(key: String)
    /// The head has more than two linear layers.
    case tooManyLayers(count: Int)
    /// The head has two linear layers with something between them that has no weights, which the file doesn't name.
    case unknownActivation(first: String, second: String)
    /// The two layers of the head don't fit each other.
    case headShapes([[Int]])
  }

  /// What stands between two linear layers of a head.
  public enum Activation: String, Sendable, CaseIterable {
    /// Nothing that bends: dropout, or nothing at all.
    case none
    /// ReLU.
    case relu
  }

  /// The tensors under this program's keys.
  public let tensors: [String: StoredTensor]
  /// Logits a picture.
  public let outputs: Int
  /// Units of the head's hidden layer, if it has one.
  public let hidden: Int?
  /// Whether batch normalisation follows the hidden layer.
  public let batchNorm: Bool
  /// Channels that the first layer takes; 1 has been brought to 3.
  public let channels: Int

  private struct Layer {
    let place: String
    let weight: StoredTensor
    let bias: StoredTensor?
  }

  /// Brings a state dict to the keys of a network.
  ///
  /// - Parameter activation: What stands between two linear layers of the head; nil where that is not known.
  /// - Throws: `Fault`; `TensorFileError` for sizes that can't be.
  public init(
    _ foreign: [String: StoredTensor], as architecture: Architecture, activation: Activation? = nil
  ) throws {
    let root = architecture.headRoot
    var body: [String: StoredTensor] = [:]
    var rest: [String: StoredTensor] = [:]
    for (key, tensor) in Self.unwrapped(foreign, as: architecture) {
      let key = architecture.currentKey(key)
      // A normalisation before the head and a pooling that learns are at its place, but no part of it.
      let isOther =
        architecture.headNormPrefix.map { key.hasPrefix($0 + ".") } ?? false
        || key.hasPrefix(architecture.headPrefix + ".attention.")
      if key.hasPrefix(root + ".") && !isOther { rest[key] = tensor } else { body[key] = tensor }
    }
    channels = try Self.widenFirstLayer(&body)
    if let own = Self.own(rest, place: architecture.headPrefix) {
      (outputs, hidden) = own
      batchNorm = rest[architecture.headPrefix + ".norm.weight"] != nil
      tensors = body.merging(rest) { first, _ in first }
      return
    }
    batchNorm = false
    var layers = try Self.layers(rest, place: architecture.headPrefix)
    if layers.count == 2 {
      let bends = try Self.bends(layers[0], layers[1], activation)
      if !bends { layers = [try Self.joined(layers[0], layers[1])] }
    }
    guard let last = layers.last else { throw Fault.noHead(place: architecture.headPrefix) }
    outputs = last.weight.shape[0]
    hidden = layers.count == 2 ? layers[0].weight.shape[0] : nil
    let places = layers.count == 2 ? [".hidden", ".output"] : [""]
    for (layer, place) in zip(layers, places) {
      let prefix = architecture.headPrefix + place
      body[prefix + ".weight"] = layer.weight
      body[prefix + ".bias"] =
        try layer.bias
        ?? StoredTensor(Array(repeating: 0, count: layer.weight.shape[0]), shape: [layer.weight.shape[0]])
    }
    tensors = body
  }

  // MARK: - Backbone

  /// The shapes of a state dict without what stands before all of its keys, by which a network can be recognised.
  public static func shapes(_ foreign: [String: StoredTensor]) -> [String: [Int]] {
    let architecture = Architecture.allCases.first { prefix(of: foreign, as: $0).map { !$0.isEmpty } ?? false }
    let tensors = architecture.map { unwrapped(foreign, as: $0) } ?? foreign
    return tensors.mapValues(\.shape)
  }

  private static func unwrapped(
    _ foreign: [String: StoredTensor], as architecture: Architecture
  ) -> [String: StoredTensor] {
    guard let prefix = prefix(of: foreign, as: architecture), !prefix.isEmpty else { return foreign }
    return Dictionary(
      foreign.map { key, tensor in (key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : key, tensor) }
    ) { first, _ in first }
  }

  /// What stands before the key of the network's first layer; nil where there is no such layer.
  private static func prefix(of foreign: [String: StoredTensor], as architecture: Architecture) -> String? {
    let first = architecture.firstKey
    let found = foreign.keys.filter { $0 == first || $0.hasSuffix("." + first) }
    guard let shortest = found.min(by: { $0.count < $1.count }) else { return nil }
    let prefix = String(shortest.dropLast(first.count))
    return 2 * foreign.keys.count { $0.hasPrefix(prefix) } > foreign.count ? prefix : nil
  }

  /// Lets a first convolution of one channel take three equal ones: each gets a third of its weights.
  private static func widenFirstLayer(_ tensors: inout [String: StoredTensor]) throws -> Int {
    guard let first = tensors.first(where: { $0.value.shape.count == 4 && Architecture.firstKeys.contains($0.key) })
    else { return 3 }
    let shape = first.value.shape
    guard shape[1] == 1 else { return shape[1] }
    let kernel = shape[2] * shape[3]
    let values = first.value.floats().map { $0 / 3 }
    let wide = (0..<shape[0]).flatMap { output in
      (0..<3).flatMap { _ in values[output * kernel..<(output + 1) * kernel] }
    }
    tensors[first.key] = try StoredTensor(wide, shape: [shape[0], 3, shape[2], shape[3]])
    return 1
  }

  // MARK: - Head

  /// Outputs and hidden units of a head with a hidden layer that has this program's keys already; nil for any other.
  private static func own(_ tensors: [String: StoredTensor], place: String) -> (outputs: Int, hidden: Int?)? {
    guard let hidden = tensors[place + ".hidden.weight"]?.shape, let output = tensors[place + ".output.weight"]?.shape,
      hidden.count == 2, output.count == 2
    else { return nil }
    return (output[0], hidden[0])
  }

  /// The head's linear layers in the order of their keys.
  private static func layers(_ tensors: [String: StoredTensor], place: String) throws(Fault) -> [Layer] {
    var layers: [Layer] = []
    var used: Set<String> = []
    for (key, weight) in tensors where key.hasSuffix(".weight") && weight.shape.count == 2 {
      let place = String(key.dropLast(".weight".count))
      let bias = tensors[place + ".bias"]
      guard bias.map({ $0.shape == [weight.shape[0]] }) ?? true, weight.count > 0 else {
        throw .headShapes([weight.shape, bias?.shape ?? []])
      }
      used.formUnion([key, place + ".bias"])
      layers.append(Layer(place: place, weight: weight, bias: bias))
    }
    if let other = tensors.keys.sorted().first(where: { !used.contains($0) }) { throw .headLayers(key: other) }
    guard !layers.isEmpty else { throw .noHead(place: place) }
    guard layers.count <= 2 else { throw .tooManyLayers(count: layers.count) }
    return layers.sorted { numbers($0.place).lexicographicallyPrecedes(numbers($1.place)) }
  }

  private static func numbers(_ place: String) -> [Int] { place.split(separator: ".").map { Int($0) ?? -1 } }

  /// Whether something bends between two layers.
  private static func bends(_ first: Layer, _ second: Layer, _ activation: Activation?) throws(Fault) -> Bool {
    guard first.weight.shape[0] == second.weight.shape[1] else {
      throw .headShapes([first.weight.shape, second.weight.shape])
    }
    if let activation { return activation == .relu }
    let (left, right) = (numbers(first.place), numbers(second.place))
    let areNeighbours =
      left.count == right.count && left.dropLast() == right.dropLast() && left.last.map { $0 + 1 } == right.last
    guard areNeighbours, left.last ?? -1 >= 0 else {
      throw .unknownActivation(first: first.place, second: second.place)
    }
    return false
  }

  /// The one layer that two without anything between them are: W₂W₁, and W₂b₁ + b₂.
  private static func joined(_ first: Layer, _ second: Layer) throws -> Layer {
    let (inputs, units, outputs) = (first.weight.shape[1], first.weight.shape[0], second.weight.shape[0])
    let (w1, w2) = (first.weight.floats().map(Double.init), second.weight.floats().map(Double.init))
    let (b1, b2) = (first.bias?.floats(), second.bias?.floats())
    var weight = [Float]()
    var bias = [Float]()
    for output in 0..<outputs {
      var row = [Double](repeating: 0, count: inputs)
      var sum = Double(b2?[output] ?? 0)
      for unit in 0..<units {
        let factor = w2[output * units + unit]
        sum += factor * Double(b1?[unit] ?? 0)
        for input in 0..<inputs { row[input] += factor * w1[unit * inputs + input] }
      }
      weight += row.map { Float($0) }
      bias.append(Float(sum))
    }
    return Layer(
      place: second.place, weight: try StoredTensor(weight, shape: [outputs, inputs]),
      bias: try StoredTensor(bias, shape: [outputs]))
  }
}

extension Architecture {
  /// The first part of the head's keys.
  fileprivate var headRoot: String { headPrefix.split(separator: ".").first.map(String.init) ?? headPrefix }

  /// The key of the first layer's weight.
  fileprivate var firstKey: String {
    switch self {
    case .resnet18, .resnet34, .resnet50, .resnet101, .resnet152, .hybridResNet18: "conv1.weight"
    case .densenet121: "features.conv0.weight"
    case .mobileNetV2, .hybridMobileNetV2, .efficientNetB0, .convNeXtTiny: "features.0.0.weight"
    case .vitB16: "conv_proj.weight"
    case .vitTiny: "patch_embed.proj.weight"
    case .compactCNN: "block1.conv.weight"
    }
  }

  fileprivate static let firstKeys = Set(allCases.map(\.firstKey))
}
