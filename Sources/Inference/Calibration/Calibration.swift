public import Foundation
public import ONNX
public import Radiograph

/// What the activations of a network were on some pictures, from which their ranges for 8 bits follow.
public struct Calibration: Sendable {
  /// Pictures that are looked at; more change nothing that can be measured.
  public static let pictureLimit = 200

  private let histograms: [String: ActivationHistogram]
  /// The mean of each channel of every activation.
  public let means: [String: [Float]]
  /// The pictures that could be read.
  public let pictures: Int

  /// Runs the network in floats on pictures, and counts the values of every activation that the quantizer asks for.
  ///
  /// - Parameters:
  ///   - progress: is told how many pictures are done.
  /// - Throws: `InferenceError`; `RadiographError` of the last picture where none can be read.
  public init(
    _ quantizer: Quantizer, model: ONNXModel, preprocessing: Preprocessing, pictures: [URL],
    progress: (Int) -> Void = { _ in }
  ) throws {
    try self.init(
      quantizer, model: model, options: preprocessing.readingOptions(), input: preprocessing.input(for:),
      pictures: pictures, progress: progress)
  }

  /// Runs the network in floats on pictures that are prepared in a way of the caller's.
  ///
  /// - Parameters:
  ///   - options: how files are read.
  ///   - input: makes the network's input of a picture.
  /// - Throws: `InferenceError`; `RadiographError` of the last picture where none can be read.
  public init(
    _ quantizer: Quantizer, model: ONNXModel, options: ReadingOptions, input prepare: (Radiograph) throws -> [Float],
    pictures: [URL], progress: (Int) -> Void = { _ in }
  ) throws {
    let runtime = try OpenVINORuntime.shared()
    let compiled = try runtime.compile(
      bytes: quantizer.instrumented().serialized(), device: "CPU",
      properties: ["INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"])
    let outputs = try compiled.outputs()
    let request = try compiled.makeRequest()
    guard let input = model.inputs.first else { throw ONNXError.missing(file: model.file, name: "image") }
    let shape = [1] + input.shape.dropFirst()
    var histograms: [String: ActivationHistogram] = [:]
    var sums: [String: [Double]] = [:]
    func add(_ values: UnsafeBufferPointer<Float>, of name: String, channels: Int) {
      histograms[name, default: .init()].add(values)
      guard channels > 0, values.count % channels == 0 else { return }
      let area = values.count / channels
      var sum = sums[name] ?? Array(repeating: 0, count: channels)
      for channel in 0..<channels {
        let plane = UnsafeBufferPointer(rebasing: values[channel * area..<(channel + 1) * area])
        sum[channel] += Double(plane.reduce(0, +)) / Double(area)
      }
      sums[name] = sum
    }
    var read = 0
    var failure: (any Error)?
    for (index, file) in pictures.enumerated() {
      do {
        let picture = try RadiographReader.read(contentsOf: file, options: options)
        let values = try prepare(picture)
        guard values.count == shape.reduce(1, *) else {
          throw InferenceError.batchSize(images: 1, image: Array(shape.dropFirst()), values: values.count)
        }
        try values.withUnsafeBufferPointer { buffer in
          if quantizer.activations.contains(input.name) { add(buffer, of: input.name, channels: shape[1]) }
          try request.run(buffer, shape: shape)
        }
        for (port, output) in outputs.enumerated() {
          let channels = output.shape.count == 4 ? output.shape[1] : 0
          try request.withOutput(port) { add($0, of: output.name, channels: channels) }
        }
        read += 1
      } catch let error as RadiographError {
        failure = error
      }
      progress(index + 1)
    }
    if read == 0, let failure { throw failure }
    self.histograms = histograms
    means = sums.mapValues { sum in sum.map { Float($0 / Double(max(read, 1))) } }
    self.pictures = read
  }

  /// A range for every activation.
  public func ranges(_ method: RangeMethod) -> [String: ActivationRange] {
    histograms.mapValues(method.range)
  }
}
