import Backbones
import Inference
import Radiograph
import Torch

/// Finds by measuring in which precision a training goes faster on this machine: float32, or bfloat16.
///
/// Which is faster depends on processor and network: an instruction for bfloat16 may be there and no faster, and
/// depthwise convolutions may have no kernel for it. Of each precision the quickest of several turns counts, by turns, so
/// that other work on the machine slows both alike.
package enum PrecisionTrial {
  /// The share of float32's time that bfloat16 takes at most where it is chosen: digits are not given away for less.
  private static let share = 0.85
  private static let turns = 2

  /// The faster of two ways, each run once beforehand, since the first run makes kernels and memory ready.
  package static func faster(exact: () throws -> Void, brief: () throws -> Void) rethrows -> TrainSection.Precision {
    var times = (exact: Double.infinity, brief: Double.infinity)
    for turn in 0...turns {
      let measured = (exact: try seconds(exact), brief: try seconds(brief))
      if turn > 0 { times = (min(times.exact, measured.exact), min(times.brief, measured.brief)) }
    }
    return times.brief <= share * times.exact ? .bf16 : .f32
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let started = ContinuousClock.now
    try body()
    return (ContinuousClock.now - started) / .seconds(1)
  }
}

// MARK: - Steps on images

extension PrecisionTrial {
  /// Pictures that a step of the trial learns from.
  private static let pictures = 8

  /// The precision for a stage that learns from images of a size, by steps forward and backward through a network of the
  /// same kind, so that the one that will learn stays as it is.
  static func onImages(
    like classifier: Classifier, of size: ImageSize, _ section: TrainSection
  ) throws -> TrainSection.Precision {
    let device = classifier.store.device
    let scratch = try Classifier(classifier.architecture, head: classifier.options, seed: 0, on: device)
    scratch.store.isTraining = true
    let shape = [min(pictures, section.batchSize), 3, size.height, size.width]
    let levels = (0..<shape.reduce(1, *)).map { Float($0 % 251) / 125 - 1 }
    let images = try Tensor(levels, shape: shape).to(device, .channelsLast)
    func step(in precision: TrainSection.Precision) throws {
      var section = section
      section.precision = precision
      let network = try TrainableNetwork(scratch, section, input: .images)
      for parameter in scratch.store.trainable { try parameter.tensor.setGradient(nil) }
      try network.logits(images).sum().backward()
      // Reading a number waits for the device.
      _ = try scratch.store.trainable.first?.tensor.gradient?.sum().item()
    }
    return try faster(exact: { try step(in: .f32) }, brief: { try step(in: .bf16) })
  }
}

// MARK: - Features

extension PrecisionTrial {
  /// How far features of a picture may be apart, as a share of their length, on average over pictures.
  private static let tolerance: Float = 0.05

  /// The precision for features of a frozen backbone, by some pictures; float32 too where those of bfloat16 are far from
  /// float32's, or where the pictures can't be read.
  static func onFeatures(
    _ engines: (exact: any InferenceEngine, brief: any InferenceEngine),
    _ table: (any InferenceEngine) throws -> FeatureTable
  ) -> TrainSection.Precision {
    guard engines.brief.precision.fallback == nil else { return .f32 }
    var tables: (exact: FeatureTable?, brief: FeatureTable?)
    let choice = try? faster(
      exact: { tables.exact = try table(engines.exact) }, brief: { tables.brief = try table(engines.brief) })
    guard choice == .bf16, let exact = tables.exact, let brief = tables.brief,
      exact.distance(from: brief) <= tolerance
    else { return .f32 }
    return .bf16
  }
}

extension FeatureTable {
  /// The length of the difference of a sample's features from another table's, as a share of their length: the mean over
  /// samples.
  fileprivate func distance(from other: FeatureTable) -> Float {
    guard values.count == other.values.count, !samples.isEmpty else { return .infinity }
    let distances = samples.indices.map { row -> Float in
      var (difference, length) = (Float(0), Float(0))
      for index in row * width..<(row + 1) * width {
        difference += (values[index] - other.values[index]) * (values[index] - other.values[index])
        length += values[index] * values[index]
      }
      return (difference / max(length, .leastNormalMagnitude)).squareRoot()
    }
    return distances.reduce(0, +) / Float(distances.count)
  }
}
