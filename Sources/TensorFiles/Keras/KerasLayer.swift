import FoundationEssentials

/// A layer of a model that Keras has saved.
public struct KerasLayer: Sendable {
  /// What Keras says of a layer; what its class does not have is nil.
  public struct Configuration: Sendable, Decodable {
    /// The layer's name.
    public let name: String
    /// Sides of a convolution's kernel.
    public let kernelSize: [Int]?
    /// Sides of a pooling's window.
    public let poolSize: [Int]?
    /// Steps of a convolution or pooling.
    public let strides: [Int]?
    /// Steps within a convolution's kernel.
    public let dilationRate: [Int]?
    /// Parts that a convolution's channels are in.
    public let groups: Int?
    /// `same` or `valid`.
    public let padding: String?
    /// `channels_last` or `channels_first`.
    public let dataFormat: String?
    /// The name of the function that follows; nil for one of the user's own, too.
    public let activation: String?
    /// Whether a bias is added.
    public let usesBias: Bool?
    /// Whether batch normalisation multiplies.
    public let scales: Bool?
    /// Whether batch normalisation adds.
    public let centers: Bool?
    /// What batch normalisation adds to the variance.
    public let epsilon: Double?
    /// What a rescaling multiplies with.
    public let scale: Double?
    /// What a rescaling adds.
    public let offset: Double?
    /// The input's shape, [N, height, width, channels], where it is said.
    public let inputShape: [Int?]?

    private enum CodingKeys: String, CodingKey {
      case name, strides, groups, padding, activation, epsilon, scale, offset, center
      case kernelSize = "kernel_size"
      case poolSize = "pool_size"
      case dilationRate = "dilation_rate"
      case dataFormat = "data_format"
      case usesBias = "use_bias"
      case batchShape = "batch_shape"
      case batchInputShape = "batch_input_shape"
    }

    /// Reads what is there; a value of another kind than Keras's own layers have counts as none.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      func value<Value: Decodable>(_ key: CodingKeys, _ type: Value.Type = Value.self) -> Value? {
        (try? values.decodeIfPresent(type, forKey: key)) ?? nil
      }
      name = try values.decode(String.self, forKey: .name)
      kernelSize = value(.kernelSize)
      poolSize = value(.poolSize)
      strides = value(.strides)
      dilationRate = value(.dilationRate)
      groups = value(.groups)
      padding = value(.padding)
      dataFormat = value(.dataFormat)
      activation = value(.activation)
      usesBias = value(.usesBias)
      scales = value(.scale, Bool.self)
      centers = value(.center)
      epsilon = value(.epsilon)
      scale = value(.scale, Double.self)
      offset = value(.offset)
      inputShape = value(.batchShape, [Int?].self) ?? value(.batchInputShape, [Int?].self)
    }
  }

  /// The layer's class, such as `Conv2D`.
  public let className: String
  /// What is said of it.
  public let configuration: Configuration
  /// Its weights under the names that Keras's documentation gives them: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`,
  /// `moving_variance`.
  public let weights: [String: StoredTensor]

  /// The layer's name.
  public var name: String { configuration.name }

  /// - Parameter datasets: The layer's datasets, by name or by number.
  init(
    _ entry: KerasConfiguration.Entry, datasets: [String: StoredTensor], file: String
  ) throws(TensorFileError) {
    className = entry.className
    configuration = entry.config
    var weights: [String: StoredTensor] = [:]
    for (index, weight) in Self.weightNames(of: className, entry.config).enumerated() {
      guard let tensor = datasets[weight] ?? datasets[String(index)] else {
        throw .keras(file: file, .missingWeight(layer: entry.config.name, weight: weight))
      }
      weights[weight] = tensor
    }
    self.weights = weights
  }

  /// The names of a layer's weights in the order in which it makes them; none of classes that have none or are not known.
  private static func weightNames(of className: String, _ configuration: Configuration) -> [String] {
    switch className {
    case "Conv2D", "Dense": ["kernel"] + (configuration.usesBias == false ? [] : ["bias"])
    case "BatchNormalization":
      (configuration.scales == false ? [] : ["gamma"]) + (configuration.centers == false ? [] : ["beta"])
        + ["moving_mean", "moving_variance"]
    default: []
    }
  }
}
