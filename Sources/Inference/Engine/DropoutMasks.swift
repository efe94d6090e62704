import Metrics

/// Which inputs of a layer each pass of Monte Carlo dropout keeps.
///
/// They depend on nothing but their number and the layer, so that a picture is read alike whenever it is read.
package struct DropoutMasks: Sendable, Equatable {
  /// Rows of passes: whether each input is kept.
  package let kept: [[Bool]]

  /// Masks that are given, all of the same length.
  package init(_ kept: [[Bool]]) { self.kept = kept }

  /// Masks that drop each of `width` inputs with probability `rate`, independently.
  package init(passes: Int, width: Int, rate: Double) {
    kept = (0..<passes).map { pass in
      var random = SplitMix64(seed: 0, stream: UInt64(pass))
      return (0..<width).map { _ in random.uniform() >= rate }
    }
  }
}
