import ONNX

/// Tiny networks that use every operator of the builder, with weights from a fixed random sequence.
enum ExampleGraphs {
  /// Each graph under the name of its golden file.
  static func all() throws -> [String: ONNXModel] {
    [
      "residual": try residual(folded: true),
      "residual-unfolded": try residual(folded: false),
      "inverted": try inverted(),
      "dense": try dense(),
      "compact": try compact(),
    ]
  }

  /// Stem, max-pool and a residual block with a projection, as in ResNet; `features`, `embedding`, `logits`.
  static func residual(folded: Bool) throws -> ONNXModel {
    var random = RandomWeights(seed: 1)
    var graph = GraphBuilder(name: "residual")
    func convolution(
      _ input: Value, _ out: Int, kernel: Int, stride: Int = 1, name: String
    ) throws -> Value {
      let weight = try random.tensor([out, input.shape[0], kernel, kernel])
      let normalization = try random.normalization(out)
      if folded {
        let (weight, bias) = try normalization.folded(into: weight)
        return try graph.conv(
          input, weight: weight, bias: bias, stride: stride, padding: kernel / 2, name: name)
      }
      let plain = try graph.conv(input, weight: weight, stride: stride, padding: kernel / 2, name: name)
      return try graph.batchNorm(plain, normalization, name: name + ".bn")
    }
    let image = try graph.input("input", shape: [3, 32, 32])
    let stem = try graph.relu(convolution(image, 8, kernel: 7, stride: 2, name: "conv1"))
    let pooled = try graph.maxPool(stem, kernel: 3, stride: 2, padding: 1)
    let first = try graph.relu(convolution(pooled, 16, kernel: 3, stride: 2, name: "layer1.0.conv1"))
    let second = try convolution(first, 16, kernel: 3, name: "layer1.0.conv2")
    let shortcut = try convolution(pooled, 16, kernel: 1, stride: 2, name: "layer1.0.downsample.0")
    let features = try graph.relu(graph.add(second, shortcut))
    let embedding = try graph.flatten(graph.globalAveragePool(features))
    let logits = try graph.gemm(
      embedding, weight: random.tensor([2, 16]), bias: random.values(2), name: "fc")
    try graph.output(logits, as: "logits")
    try graph.output(features, as: "features")
    try graph.output(embedding, as: "embedding")
    return try graph.model(metadata: ["architecture": "residual", "about": "a test"])
  }

  /// Depthwise convolution, ReLU6 and a linear bottleneck, as in MobileNetV2; dilation and no bias in the last.
  static func inverted() throws -> ONNXModel {
    var random = RandomWeights(seed: 2)
    var graph = GraphBuilder(name: "inverted")
    let image = try graph.input("input", shape: [3, 12, 12])
    let stem = try graph.conv(
      image, weight: random.tensor([8, 3, 3, 3]), bias: random.values(8), padding: 1, name: "stem")
    let wide = try graph.relu6(
      graph.conv(stem, weight: random.tensor([16, 8, 1, 1]), bias: random.values(16), name: "expand"))
    let depthwise = try graph.relu6(
      graph.conv(
        wide, weight: random.tensor([16, 1, 3, 3]), bias: random.values(16), padding: 1, groups: 16, name: "depthwise"))
    let narrow = try graph.conv(
      depthwise, weight: random.tensor([8, 16, 1, 1]), bias: random.values(8), name: "project")
    let sum = try graph.add(stem, narrow)
    let features = try graph.conv(sum, weight: random.tensor([8, 8, 3, 3]), dilation: 2, name: "head")
    let embedding = try graph.flatten(graph.globalAveragePool(features))
    try graph.output(graph.gemm(embedding, weight: random.tensor([3, 8]), name: "classifier.1"), as: "logits")
    try graph.output(features, as: "features")
    return try graph.model()
  }

  /// Normalisation before activation, concatenation and average pooling, as in DenseNet; softmax at the end.
  static func dense() throws -> ONNXModel {
    var random = RandomWeights(seed: 3)
    var graph = GraphBuilder(name: "dense")
    let image = try graph.input("input", shape: [4, 9, 9])
    let normalized = try graph.relu(graph.batchNorm(image, random.normalization(4), name: "norm1"))
    let grown = try graph.conv(normalized, weight: random.tensor([4, 4, 3, 3]), padding: 1, name: "conv1")
    let joined = try graph.concat([image, grown])
    let reduced = try graph.averagePool(joined, kernel: 3, stride: 2, padding: 1)
    let inner = try graph.averagePool(reduced, kernel: 3, stride: 2, padding: 1, countsPadding: false)
    let embedding = try graph.flatten(graph.globalAveragePool(inner))
    let logits = try graph.gemm(embedding, weight: random.tensor([2, 8]), bias: random.values(2), name: "classifier")
    try graph.output(logits, as: "logits")
    try graph.output(graph.softmax(logits), as: "probabilities")
    return try graph.model()
  }

  /// A convolution block with the normalisation after the activation and a head of two layers; one sigmoid output.
  static func compact() throws -> ONNXModel {
    var random = RandomWeights(seed: 4)
    var graph = GraphBuilder(name: "compact")
    let image = try graph.input("input", shape: [3, 8, 8])
    let block = try graph.relu(
      graph.conv(image, weight: random.tensor([8, 3, 3, 3]), bias: random.values(8), padding: 1, name: "0"))
    let features = try graph.maxPool(graph.batchNorm(block, random.normalization(8), name: "2"), kernel: 2)
    let embedding = try graph.flatten(graph.globalAveragePool(features))
    let hidden = try graph.relu(
      graph.gemm(embedding, weight: random.tensor([6, 8]), bias: random.values(6), name: "dense"))
    let folded = try random.normalization(6)
    let normalized = try graph.batchNorm(hidden, folded, name: "dense.bn")
    let logits = try graph.gemm(normalized, weight: random.tensor([1, 6]), bias: random.values(1), name: "out")
    let probability = try graph.sigmoid(logits)
    try graph.output(features, as: "features")
    try graph.output(embedding, as: "embedding")
    try graph.output(logits, as: "logits")
    try graph.output(graph.multiply(probability, probability), as: "square")
    return try graph.model()
  }
}

/// A fixed sequence of weights: SplitMix64, uniform in ±1/√fan-in.
struct RandomWeights {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func values(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in
      state &+= 0x9e37_79b9_7f4a_7c15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
      bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
      bits ^= bits >> 31
      return (Float(bits >> 40) / 8_388_608 - 1) * scale
    }
  }

  mutating func tensor(_ shape: [Int]) throws -> FloatTensor {
    let fanIn = shape.dropFirst().reduce(1, *)
    let scale = (3 / Float(fanIn)).squareRoot()
    return try FloatTensor(shape: shape, values: values(shape.reduce(1, *), scale: scale))
  }

  mutating func normalization(_ channels: Int) throws -> BatchNormalization {
    try BatchNormalization(
      gamma: values(channels, scale: 0.5).map { 1 + $0 }, beta: values(channels, scale: 0.2),
      mean: values(channels, scale: 0.2), variance: values(channels, scale: 0.4).map { 1 + $0 })
  }
}
