import Backbones
package import Bundles
import Radiograph
package import TensorFiles

/// A Keras model that is the compact CNN: three blocks [convolution 3×3, ReLU, batch normalisation, max-pooling] with 32, 64
/// and 128 channels, global average pooling, a hidden layer with ReLU, batch normalisation if wanted, and the output.
///
/// What does nothing in use may stand anywhere: dropout, random variations. Kernels are turned from [height, width, inputs,
/// outputs] to PyTorch's order; another epsilon of batch normalisation is made up for in the variance.
package struct KerasCompactCNN {
  package let network: NetworkDescription
  /// The weights under the keys of `Architecture.compactCNN`.
  package private(set) var weights: [String: StoredTensor] = [:]
  package private(set) var input = ForeignInput(mean: [0], std: [1])

  /// What batch normalisation adds to the variance here, as Keras does unless told otherwise.
  private static let epsilon = 1e-3
  private static let idle: Set = [
    "InputLayer", "Dropout", "SpatialDropout2D", "GaussianNoise", "GaussianDropout", "ActivityRegularization",
    "RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness",
  ]

  /// Holds a model against the compact CNN.
  ///
  /// - Throws: ``ImportError/kerasLayer(file:name:className:expected:)`` at the first layer that does not fit,
  ///   ``ImportError/kerasEnd(file:expected:)``.
  package init(_ model: KerasModel, file: String) throws {
    var reader = LayerReader(model.layers.filter { !Self.idle.contains($0.className) }, file: file)
    let shape = model.layers.first { $0.className == "InputLayer" || $0.configuration.inputShape != nil }?
      .configuration.inputShape
    if let shape, shape.count == 4, let height = shape[1], let width = shape[2] {
      input.size = ImageSize(width: width, height: height)
    }
    if let rescaling = reader.takeRescaling() {
      // x · scale + offset of grey levels up to 255 is (x / 255 - mean) / std.
      let std = 1 / (255 * rescaling.scale)
      input.std = [Float(std)]
      input.mean = [Float(0 - rescaling.offset * std)]
    }
    var weights: [String: StoredTensor] = [:]
    for (index, channels) in [32, 64, 128].enumerated() {
      let place = "block\(index + 1)"
      let convolution = try reader.convolution(filters: channels)
      if index == 0, let kernel = convolution.weights["kernel"], kernel.shape[2] == 1 { input.isGrey = true }
      weights[place + ".conv.weight"] = try Self.kernel(convolution, isWidened: index == 0 && input.isGrey)
      weights[place + ".conv.bias"] = try Self.bias(convolution, channels)
      try Self.add(reader.batchNorm(channels), at: place + ".norm", to: &weights)
      try reader.maxPool()
    }
    try reader.averagePool()
    let hidden = try reader.dense(activation: ["relu"])
    let units = hidden.weights["kernel"]?.shape.last ?? 0
    try Self.add(hidden, at: "head.hidden", to: &weights)
    let norm = try reader.optionalBatchNorm(units)
    if let norm { try Self.add(norm, at: "head.norm", to: &weights) }
    let output = try reader.dense(activation: ["linear", "sigmoid", "softmax"])
    try reader.expectEnd()
    try Self.add(output, at: "head.output", to: &weights)
    self.weights = weights
    network = NetworkDescription(
      architecture: Architecture.compactCNN.rawValue, outputs: output.weights["kernel"]?.shape.last ?? 0,
      hidden: units, batchNorm: norm != nil)
  }

  // MARK: - Weights

  private static func bias(_ layer: KerasLayer, _ count: Int) throws -> StoredTensor {
    try layer.weights["bias"] ?? StoredTensor(Array(repeating: 0, count: count), shape: [count])
  }

  /// [height, width, inputs, outputs] as [outputs, inputs, height, width]; one input is spread over three.
  private static func kernel(_ layer: KerasLayer, isWidened: Bool) throws -> StoredTensor? {
    guard let kernel = layer.weights["kernel"], kernel.shape.count == 4 else { return nil }
    let (height, width, inputs, outputs) = (kernel.shape[0], kernel.shape[1], kernel.shape[2], kernel.shape[3])
    let values = kernel.floats()
    let copies = isWidened ? 3 : 1
    var turned: [Float] = []
    turned.reserveCapacity(values.count * copies)
    for output in 0..<outputs {
      for input in 0..<inputs * copies {
        for place in 0..<height * width {
          turned.append(values[(place * inputs + input / copies) * outputs + output] / Float(copies))
        }
      }
    }
    return try StoredTensor(turned, shape: [outputs, inputs * copies, height, width])
  }

  private static func add(_ layer: KerasLayer, at place: String, to weights: inout [String: StoredTensor]) throws {
    if layer.className == "BatchNormalization" {
      guard let mean = layer.weights["moving_mean"], let variance = layer.weights["moving_variance"] else { return }
      let count = mean.count
      let more = Float((layer.configuration.epsilon ?? epsilon) - epsilon)
      weights[place + ".running_mean"] = mean
      weights[place + ".running_var"] = try StoredTensor(variance.floats().map { $0 + more }, shape: [count])
      weights[place + ".weight"] =
        try layer.weights["gamma"] ?? StoredTensor([Float](repeating: 1, count: count), shape: [count])
      weights[place + ".bias"] =
        try layer.weights["beta"] ?? StoredTensor([Float](repeating: 0, count: count), shape: [count])
      return
    }
    guard let kernel = layer.weights["kernel"], kernel.shape.count == 2 else { return }
    let (inputs, outputs) = (kernel.shape[0], kernel.shape[1])
    let values = kernel.floats()
    let turned = (0..<outputs).flatMap { output in (0..<inputs).map { values[$0 * outputs + output] } }
    weights[place + ".weight"] = try StoredTensor(turned, shape: [outputs, inputs])
    weights[place + ".bias"] = try bias(layer, outputs)
  }
}

/// Takes the layers of a model one by one, and says which does not fit.
private struct LayerReader {
  private var layers: ArraySlice<KerasLayer>
  private let file: String

  init(_ layers: [KerasLayer], file: String) {
    self.layers = layers[...]
    self.file = file
  }

  mutating func takeRescaling() -> (scale: Double, offset: Double)? {
    guard let layer = layers.first, layer.className == "Rescaling", let scale = layer.configuration.scale, scale > 0
    else { return nil }
    layers.removeFirst()
    return (scale, layer.configuration.offset ?? 0)
  }

  mutating func convolution(filters: Int) throws(ImportError) -> KerasLayer {
    try take("a Conv2D with \(filters) kernels of 3 × 3, padding 'same' and ReLU", activation: ["relu"]) { layer in
      let said = layer.configuration
      let kernel = layer.weights["kernel"]?.shape ?? []
      return layer.className == "Conv2D" && kernel.count == 4 && Array(kernel[..<2]) == [3, 3] && kernel[3] == filters
        && said.padding == "same" && (said.strides ?? [1, 1]) == [1, 1] && (said.dilationRate ?? [1, 1]) == [1, 1]
        && (said.groups ?? 1) == 1 && (said.dataFormat ?? "channels_last") == "channels_last"
        && layer.weights["bias"].map { $0.shape == [filters] } ?? true
    }
  }

  mutating func batchNorm(_ channels: Int) throws(ImportError) -> KerasLayer {
    try take("a BatchNormalization of \(channels) channels") { Self.isBatchNorm($0, channels) }
  }

  mutating func optionalBatchNorm(_ channels: Int) throws(ImportError) -> KerasLayer? {
    guard layers.first?.className == "BatchNormalization" else { return nil }
    return try batchNorm(channels)
  }

  private static func isBatchNorm(_ layer: KerasLayer, _ channels: Int) -> Bool {
    layer.className == "BatchNormalization" && layer.weights.values.allSatisfy { $0.shape == [channels] }
  }

  mutating func maxPool() throws(ImportError) {
    _ = try take("a MaxPooling2D of 2 × 2") { layer in
      let said = layer.configuration
      return layer.className == "MaxPooling2D" && (said.poolSize ?? [2, 2]) == [2, 2]
        && (said.strides ?? [2, 2]) == [2, 2] && (said.padding ?? "valid") == "valid"
    }
  }

  mutating func averagePool() throws(ImportError) {
    _ = try take("a GlobalAveragePooling2D") { $0.className == "GlobalAveragePooling2D" }
  }

  mutating func dense(activation: Set<String>) throws(ImportError) -> KerasLayer {
    let names = activation.sorted().joined(separator: " or ")
    return try take("a Dense layer with \(names)", activation: activation) { layer in
      layer.className == "Dense" && layer.weights["kernel"]?.shape.count == 2
        && layer.weights["bias"].map { $0.shape == [layer.weights["kernel"]?.shape[1]] } ?? true
    }
  }

  func expectEnd() throws(ImportError) {
    if let layer = layers.first { throw fault(layer, "the end") }
  }

  /// Takes the next layer, and the activation that may stand after it as a layer of its own.
  private mutating func take(
    _ expected: String, activation: Set<String>? = nil, where fits: (KerasLayer) -> Bool
  ) throws(ImportError) -> KerasLayer {
    guard let layer = layers.popFirst() else { throw .kerasEnd(file: file, expected: expected) }
    guard fits(layer) else { throw fault(layer, expected) }
    guard let activation else { return layer }
    var name = layer.configuration.activation
    if name == "linear", let next = layers.first {
      let follows =
        next.className == "ReLU" ? "relu" : next.className == "Activation" ? next.configuration.activation : nil
      if let follows {
        layers.removeFirst()
        name = follows
      }
    }
    guard let name, activation.contains(name) else { throw fault(layer, expected) }
    return layer
  }

  private func fault(_ layer: KerasLayer, _ expected: String) -> ImportError {
    .kerasLayer(file: file, name: layer.name, className: layer.className, expected: expected)
  }
}
