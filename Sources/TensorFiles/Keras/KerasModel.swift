import Files
public import FoundationEssentials

/// A model that Keras 2 or 3 has saved whole: its layers in order, each with its weights.
///
/// A `.keras` file is a zip archive with `config.json` and `model.weights.h5`; an `.h5` file has the configuration in the
/// attribute `model_config` and the weights under `model_weights`. Nothing in either is executed: what a layer does is said
/// by its class name, and only names that a caller knows mean anything.
public struct KerasModel: Sendable {
  /// The longest configuration that is read, in bytes.
  static let configurationLimit = 16 << 20

  /// The model's class: `Sequential`, `Functional`, or one of the user's own.
  public let className: String
  /// The layers in the order of the configuration.
  public let layers: [KerasLayer]

  /// Whether a file begins as one that Keras saves: HDF5, or a zip archive with a `config.json`.
  public static func isModel(_ data: Data) -> Bool {
    data.starts(with: HDF5File.signature)
      || (data.starts(with: TorchFile.zipStart) && (try? ZipArchive(data, file: ""))?["config.json"] != nil)
  }

  /// Reads a model from a file, which is mapped into memory.
  ///
  /// - Throws: `FileError` if the file can't be opened, `TensorFileError` if it can't be read.
  public init(contentsOf url: URL) throws {
    try self.init(FileReading.mapped(url), file: url.lastPathComponent)
  }

  /// Reads a model from a file's bytes.
  ///
  /// - Parameter file: The name that errors give.
  /// - Throws: `TensorFileError`.
  public init(_ data: Data, file: String) throws(TensorFileError) {
    if data.starts(with: HDF5File.signature) {
      let hdf5 = try HDF5File(data, file: file)
      guard let text = hdf5.attributes[""]?["model_config"] else { throw .keras(file: file, .noConfiguration) }
      let datasets = Self.datasets(of: hdf5, under: "model_weights")
      try self.init(configuration: Data(text.utf8), file: file) { name, _ in datasets[name] ?? [:] }
      return
    }
    let archive = try ZipArchive(data, file: file)
    guard let configuration = archive["config.json"] else { throw .keras(file: file, .noConfiguration) }
    guard let weights = archive["model.weights.h5"] else { throw .keras(file: file, .noWeights) }
    let datasets = Self.datasets(of: try HDF5File(weights, file: file), under: "layers")
    try self.init(configuration: configuration, file: file) { _, place in datasets[place] ?? [:] }
  }

  /// Puts a model together.
  ///
  /// - Parameter datasets: The datasets of a layer by the last part of their path, given the layer's name and its place among
  ///   those of its class, `conv2d_1`, by which `.keras` files name it.
  package init(
    configuration: Data, file: String, datasets: (_ name: String, _ place: String) -> [String: StoredTensor]
  ) throws(TensorFileError) {
    guard configuration.count <= Self.configurationLimit else {
      throw .keras(
        file: file, .configurationTooLong(byteCount: configuration.count, limit: Self.configurationLimit))
    }
    guard let decoded = try? JSONDecoder().decode(KerasConfiguration.self, from: configuration) else {
      throw .keras(file: file, .malformedConfiguration)
    }
    var counts: [String: Int] = [:]
    var layers: [KerasLayer] = []
    for entry in decoded.config.layers {
      let snake = entry.className.snakeCased
      let count = counts[snake, default: 0]
      counts[snake] = count + 1
      layers.append(
        try KerasLayer(
          entry, datasets: datasets(entry.config.name, count == 0 ? snake : "\(snake)_\(count)"), file: file))
    }
    className = decoded.className
    self.layers = layers
  }

  /// The datasets of each group of a group, by the last part of their path, without the `:0` that Keras 2 ends it with.
  private static func datasets(of file: HDF5File, under group: String) -> [String: [String: StoredTensor]] {
    var found: [String: [String: StoredTensor]] = [:]
    for (path, tensor) in file.datasets {
      let parts = path.split(separator: "/")
      guard parts.count >= 3, parts[0] == group, let last = parts.last else { continue }
      found[String(parts[1]), default: [:]][last.hasSuffix(":0") ? String(last.dropLast(2)) : String(last)] = tensor
    }
    return found
  }
}

extension String {
  /// The name of a class as Keras makes a layer's of it: `BatchNormalization` becomes `batch_normalization`, `Conv2D` `conv2d`.
  fileprivate var snakeCased: String {
    var result = ""
    let characters = Array(self)
    for (index, character) in characters.enumerated() {
      let after = index + 1 < characters.count ? characters[index + 1] : nil
      let before = index > 0 ? characters[index - 1] : nil
      let isStart =
        character.isUppercase && before != nil && before != "_"
        && (before?.isLowercase == true || (before?.isUppercase == true && after?.isLowercase == true)
          || (before?.isNumber == true && after?.isLowercase == true))
      result += (isStart ? "_" : "") + character.lowercased()
    }
    return result
  }
}
