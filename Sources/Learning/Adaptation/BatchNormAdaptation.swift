package import Torch

/// Means and variances of batch normalisation from a site's pictures, mixed with those of training.
///
/// Of N and n the statistic is N/(N + n) · training + n/(N + n) · site, where N says how many pictures training's count as
/// and n is the number of the site's: Schneider, Rusak, Eck, Bringmann, Brendel and Bethge, "Improving robustness against
/// common corruptions by covariate shift adaptation", NeurIPS 2020, section 3. The site's are taken in one pass, in which
/// every layer normalises by its batch's own, as in training; variances are those within batches plus that of their means.
package struct BatchNormAdaptation {
  /// What one layer's statistic adds up to over batches, each batch weighed by its pictures.
  private struct Moments {
    var mean: [Double]
    var meanSquare: [Double]
    var variance: [Double]

    init(_ channels: Int) {
      mean = Array(repeating: 0, count: channels)
      (meanSquare, variance) = (mean, mean)
    }
  }

  private static let mean = ".running_mean"
  private static let variance = ".running_var"

  private let store: ParameterStore
  private let buffers: [String: Tensor]
  private let source: [String: [Float]]
  private var layers: [String: Moments]
  private var count = 0

  /// An adaptation of the layers in a store, which is put into training until ``finish(sourceWeight:)``.
  ///
  /// - Throws: `TorchError`; `AdaptationError.noBatchNorm` where there are none.
  package init(_ store: ParameterStore, architecture: String) throws {
    let found = store.buffers.filter { $0.key.hasSuffix(Self.mean) || $0.key.hasSuffix(Self.variance) }
    guard !found.isEmpty else { throw AdaptationError.noBatchNorm(architecture: architecture) }
    self.store = store
    buffers = Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0.tensor) })
    source = try buffers.mapValues { try $0.floats() }
    layers = [:]
    for (key, values) in source where key.hasSuffix(Self.mean) {
      layers[String(key.dropLast(Self.mean.count))] = Moments(values.count)
    }
    store.isTraining = true
    store.statistics = .replacing
  }

  /// Takes a batch [N, …] into account by running the network on it; one of a single picture has no variance and is left
  /// out.
  package mutating func observe(_ batch: Tensor, _ network: (Tensor) throws -> Tensor) throws {
    let pictures = batch.shape.first ?? 0
    guard pictures > 1 else { return }
    _ = try withoutGradients { try network(batch) }
    for layer in layers.keys {
      let means = try buffers[layer + Self.mean]?.floats() ?? []
      let variances = try buffers[layer + Self.variance]?.floats() ?? []
      for (channel, (mean, variance)) in zip(means, variances).enumerated() {
        let weight = Double(pictures)
        layers[layer]?.mean[channel] += weight * Double(mean)
        layers[layer]?.meanSquare[channel] += weight * Double(mean) * Double(mean)
        layers[layer]?.variance[channel] += weight * Double(variance)
      }
    }
    count += pictures
  }

  /// Gives the layers their mixed statistics, and puts the store into evaluation.
  ///
  /// - Parameter sourceWeight: How many pictures those of training count as, 0 or more.
  /// - Returns: how many pictures were taken into account.
  package func finish(sourceWeight: Double) throws -> Int {
    store.isTraining = false
    store.statistics = .following
    let n = Double(count)
    for (layer, moments) in layers {
      let mean = moments.mean.map { $0 / max(n, 1) }
      let variance = moments.mean.indices.map { channel in
        (moments.variance[channel] + moments.meanSquare[channel]) / max(n, 1) - mean[channel] * mean[channel]
      }
      for (key, site) in [(layer + Self.mean, mean), (layer + Self.variance, variance)] {
        guard let training = source[key], let buffer = buffers[key] else { continue }
        let mixed =
          count == 0
          ? training
          : zip(training, site).map { Float((sourceWeight * Double($0) + n * $1) / (sourceWeight + n)) }
        let values = try Tensor(mixed, shape: buffer.shape).to(store.device)
        try withoutGradients { try buffer.copyInPlace(values) }
      }
    }
    return count
  }
}
